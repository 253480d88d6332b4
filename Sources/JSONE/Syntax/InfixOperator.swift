/// The operators between two operands.
enum InfixOperator: String, Sendable {
  case or = "||"
  case and = "&&"
  case `in` = "in"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "**"

  /// How tightly it binds; `**` alone groups to the right.
  var level: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .in: 3
    case .equal, .unequal: 4
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 5
    case .plus, .minus: 6
    case .times, .divided: 7
    case .power: 8
    }
  }
}
