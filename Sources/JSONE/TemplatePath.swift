internal import Document

/// The way from the root of a template to a part of it.
public struct TemplatePath: Sendable, Equatable {
  public enum Step: Sendable, Equatable {
    /// A member of an object, by the key that it gets in the result.
    case key(String)
    /// An element of an array, from 0.
    case index(Int)
    /// A property of an operator: `$map`, `each(x)`, `then`.
    case property(String)
    /// The run of a loop for one element of its input, from 0.
    case item(Int)
  }

  public let steps: [Step]

  init(_ steps: [Step]) { self.steps = steps }

  /// As JSON-e writes it, in which operators leave no trace: `template.tasks[0]["a b"]`.
  public var text: String { "template" + trace(whole: false) }

  /// With the operators on the way and the turns of their loops: `template.tasks.$map.each(x)[item 2].name`.
  public var full: String { "template" + trace(whole: true) }

  /// What follows the kind of an error: nothing at the root.
  var suffix: String {
    let trace = trace(whole: false)
    return trace.isEmpty ? "" : " at template" + trace
  }

  private func trace(whole: Bool) -> String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += Identifier.isValid(key) ? ".\(key)" : "[\(JSON.string(key).text())]"
      case .index(let index): text += "[\(index)]"
      case .property(let name): text += whole ? ".\(name)" : ""
      case .item(let index): text += whole ? "[item \(index)]" : ""
      }
    }
    return text
  }
}
