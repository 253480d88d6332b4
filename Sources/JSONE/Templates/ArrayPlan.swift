internal import Document

/// An array. Elements that evaluate to nothing are left out.
final class ArrayPlan: Plan {
  private let elements: [any Plan]
  let constant: Value?

  init(_ elements: [any Plan]) {
    self.elements = elements
    constant = Self.constant(elements)
  }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value {
    try run.charge()
    var array = ArrayBuilder(reserving: elements.count)
    for index in elements.indices {
      let value: Value
      do {
        value = try elements[index].evaluate(&run)
      } catch {
        throw error.inside(.index(index))
      }
      if !value.isDeleted { try array.append(value, &run) }
    }
    return array.finish()
  }

  private static func constant(_ elements: [any Plan]) -> Value? {
    var (plain, depth, size): ([JSON], Int, Int) = ([], 0, Value.scalarSize)
    for element in elements {
      guard let value = element.constant, let json = value.json else { return nil }
      plain.append(json)
      depth = max(depth, Int(value.depth))
      size += Int(value.size)
    }
    return size <= Limits.constantSize ? Value(.json(.array(plain)), depth: depth + 1, size: size) : nil
  }
}
