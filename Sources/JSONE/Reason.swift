extension JSONEError {
  /// What can go wrong. The texts are those of JSON-e's specification where it has one.
  public enum Reason: Sendable, Equatable {
    // Templates
    case invalidContextName(String)
    case severalOperators([String])
    case reservedKey(String)
    case undefinedProperties(of: String, [String])
    /// An operator takes an expression where something else stands.
    case notAnExpression(String)
    case eachNotAnExpression
    case notAnArray(String)
    case notAnArrayOfObjects(String)
    case notAnObject(String)
    case letNotAnObject
    case letWithoutIn
    case invalidLetName(String)
    case mapNotACollection
    case mapResultNotAnObject(each: String)
    case missingEach(String)
    case reduceProperties
    case ambiguousSwitch
    case unsortable
    case severalBys
    case fromNowNotAString
    case offsetDoesNotParse(String)
    case referenceDoesNotParse(String)
    case timeOutOfRange
    case interpolatedCollection(String)
    case uncalledFunctions
    case tooDeep
    case tooLarge
    case tooManySteps

    // Syntax of expressions
    case unexpectedEnd
    case unexpectedInput(source: String, rest: String)
    case unexpectedToken(found: String, expected: [String])
    case unterminatedInterpolation

    // Expressions
    case unknownValue(String)
    case noProperty(String)
    case memberOfNoObject
    case indexOfNoCollection
    case keyNotAString
    case indexNotAnInteger
    case boundNotAnInteger
    case indexOutOfBounds
    case notCallable(String)
    case unaryOperand(String)
    case infixOperands(String, expected: String)
    case divisionByZero
    case notFinite(String)

    // Builtins and functions of the context
    case invalidArguments(String)
    case tooFewArguments(String, least: Int)
    /// A function of the context threw.
    case functionFailed(String, String)
  }
}

extension JSONEError.Reason {
  var kind: JSONEError.Kind {
    switch self {
    case .unexpectedEnd, .unexpectedInput, .unexpectedToken, .unterminatedInterpolation: .syntax
    case .unknownValue, .noProperty, .memberOfNoObject, .indexOfNoCollection, .keyNotAString, .indexNotAnInteger,
      .boundNotAnInteger, .indexOutOfBounds, .notCallable, .unaryOperand, .infixOperands, .divisionByZero,
      .notFinite:
      .interpreter
    case .invalidArguments, .tooFewArguments, .functionFailed: .builtin
    default: .template
    }
  }

  public var message: String {
    switch self {
    case .invalidContextName: "top level keys of context must follow \(Identifier.pattern)"
    case .severalOperators: "only one operator allowed"
    case .reservedKey: "$<identifier> is reserved; use $$<identifier>"
    case .undefinedProperties(let name, let properties):
      "\(name) has undefined properties: \(properties.joined(separator: " "))"
    case .notAnExpression(let name): "\(name) must be given a string expression"
    case .eachNotAnExpression: "each can evaluate string expressions only"
    case .notAnArray(let name): "\(name) value must evaluate to an array"
    case .notAnArrayOfObjects(let name): "\(name) value must evaluate to an array of objects"
    case .notAnObject(let name): "\(name) can evaluate objects only"
    case .letNotAnObject: "$let value must be an object"
    case .letWithoutIn: "$let operator requires an `in` clause"
    case .invalidLetName: "top level keys of $let must follow \(Identifier.pattern)"
    case .mapNotACollection: "$map value must evaluate to an array or object"
    case .mapResultNotAnObject(let each): "$map on objects expects \(each) to evaluate to an object"
    case .missingEach(let name): "\(name) requires exactly one other property, each(..)"
    case .reduceProperties: "$reduce must have exactly three properties"
    case .ambiguousSwitch: "$switch can only have one truthy condition"
    case .unsortable: "$sorted values to be sorted must have the same type"
    case .severalBys: "only one by(..) is allowed"
    case .fromNowNotAString: "$fromNow expects a string"
    case .offsetDoesNotParse(let text): "offset string: '\(text)' does not parse"
    case .referenceDoesNotParse(let text): "reference time: '\(text)' does not parse"
    case .timeOutOfRange: "the time must lie in the years 1 to 9999"
    case .interpolatedCollection(let source): "interpolation of '\(source)' produced an array or object"
    case .uncalledFunctions: "evaluated template contained uncalled functions"
    case .tooDeep: "nesting must not exceed \(Limits.depth) levels"
    case .tooLarge: "the value is larger than the limit"
    case .tooManySteps: "the template takes more steps than the limit"

    case .unexpectedEnd: "Unexpected end of input"
    case .unexpectedInput(let source, let rest): "Unexpected input for '\(source)' at '\(rest)'"
    case .unexpectedToken(let found, let expected):
      "Found: \(found) token, expected one of: \(expected.joined(separator: ", "))"
    case .unterminatedInterpolation: "unterminated ${..} expression"

    case .unknownValue(let name): "unknown context value \(name)"
    case .noProperty(let name): "object has no property \"\(name)\""
    case .memberOfNoObject: "infix: . expects objects"
    case .indexOfNoCollection: "infix: \"[..]\" expects object, array, or string"
    case .keyNotAString: "object keys must be strings"
    case .indexNotAnInteger: "should only use integers to access arrays or strings"
    case .boundNotAnInteger: "cannot perform interval access with non-integers"
    case .indexOutOfBounds: "index out of bounds"
    case .notCallable(let value): "\(value) is not callable"
    case .unaryOperand(let sign): "unary \(sign) expects number"
    case .infixOperands(let sign, let expected): "infix: \(sign) expects \(expected) \(sign) \(expected)"
    case .divisionByZero: "division by zero"
    case .notFinite(let sign): "the result of \(sign) is no finite number"

    case .invalidArguments(let name): "invalid arguments to builtin: \(name)"
    case .tooFewArguments(let name, let least):
      "invalid arguments to builtin: \(name): expected at least \(least) arguments"
    case .functionFailed(let name, let text): "\(name): \(text)"
    }
  }

  /// Stable, in kebab-case.
  public var id: String {
    switch self {
    case .invalidContextName: "invalid-context-name"
    case .severalOperators: "several-operators"
    case .reservedKey: "reserved-key"
    case .undefinedProperties: "undefined-property"
    case .notAnExpression, .eachNotAnExpression: "not-an-expression"
    case .notAnArray, .notAnArrayOfObjects, .notAnObject, .letNotAnObject, .mapNotACollection, .mapResultNotAnObject,
      .fromNowNotAString:
      "operator-value"
    case .letWithoutIn, .missingEach, .reduceProperties, .severalBys: "operator-properties"
    case .invalidLetName: "invalid-let-name"
    case .ambiguousSwitch: "ambiguous-switch"
    case .unsortable: "unsortable"
    case .offsetDoesNotParse, .referenceDoesNotParse, .timeOutOfRange: "invalid-time"
    case .interpolatedCollection: "interpolated-collection"
    case .uncalledFunctions: "uncalled-function"
    case .tooDeep, .tooLarge, .tooManySteps: "template-limit"
    case .unexpectedEnd, .unexpectedInput, .unexpectedToken, .unterminatedInterpolation: "expression-syntax"
    case .unknownValue: "unknown-context-value"
    case .noProperty: "unknown-property"
    case .memberOfNoObject, .indexOfNoCollection, .keyNotAString, .indexNotAnInteger, .boundNotAnInteger,
      .notCallable, .unaryOperand, .infixOperands:
      "expression-type"
    case .indexOutOfBounds: "index-out-of-bounds"
    case .divisionByZero, .notFinite: "expression-arithmetic"
    case .invalidArguments, .tooFewArguments: "builtin-arguments"
    case .functionFailed: "function-failed"
    }
  }
}
