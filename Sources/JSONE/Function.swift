internal import Diagnostics
internal import Document

/// A function that expressions can call: a builtin, or one of the context. Equal to itself only.
final class Function: Sendable {
  /// What a call may look at and use up.
  typealias Body = @Sendable (_ arguments: [Value], _ run: inout Run, _ scope: Scope) throws(JSONEError) -> Value

  let name: String
  let body: Body

  init(_ name: String, _ body: @escaping Body) {
    self.name = name
    self.body = body
  }

  /// A function of the context. What it throws becomes a `BuiltinError`; what it returns is measured before it is used.
  convenience init(_ name: String, custom: @escaping @Sendable ([JSON]) throws -> JSON) {
    self.init(name) { arguments, run, _ throws(JSONEError) in
      var plain: [JSON] = []
      for argument in arguments {
        guard let json = argument.json else { throw JSONEError(.invalidArguments(name)) }
        plain.append(json)
      }
      let result: JSON
      do {
        result = try custom(plain)
      } catch let error as JSONEError {
        throw error
      } catch let error as Diagnostic {
        throw JSONEError(.functionFailed(name, error.message), help: error.help)
      } catch {
        throw JSONEError(.functionFailed(name, "\(error)"))
      }
      let (depth, size) = try run.measure(result)
      return Value(.json(result), depth: depth, size: size)
    }
  }
}
