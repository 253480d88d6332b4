internal import Document

/// The elements of an array, be there functions among them or not.
enum Elements: RandomAccessCollection {
  case plain([JSON])
  case mixed([Value])

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch self {
    case .plain(let elements): elements.count
    case .mixed(let elements): elements.count
    }
  }

  subscript(index: Int) -> Value {
    switch self {
    case .plain(let elements): Value(elements[index])
    case .mixed(let elements): elements[index]
    }
  }
}

/// The members of an object, in the order of their keys.
enum Fields: RandomAccessCollection {
  case plain(JSONObject)
  case mixed([Value.Field])

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch self {
    case .plain(let object): object.count
    case .mixed(let fields): fields.count
    }
  }

  subscript(index: Int) -> Value.Field {
    switch self {
    case .plain(let object):
      let member = object.members[index]
      return Value.Field(key: member.key, value: Value(member.value))
    case .mixed(let fields): return fields[index]
    }
  }

  subscript(key: String) -> Value? {
    switch self {
    case .plain(let object): object[key].map { Value($0) }
    case .mixed(let fields): fields.first { $0.key.hasSameBytes(as: key) }?.value
    }
  }
}
