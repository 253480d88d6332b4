package import Document

/// The commit that the graph is for, as git tells it.
package struct Commit: Sendable, Equatable {
  package let sha: String
  /// `Name <address>`
  package let author: String
  package let message: String

  package init(sha: String, author: String, message: String) {
    self.sha = sha
    self.author = author
    self.message = message
  }

  /// The first line of the message.
  package var subject: String { String(message.prefix { !$0.isNewline }) }

  /// As the kinds see it: `commit.sha`, `commit.subject`, …
  package var json: JSON {
    ["sha": .string(sha), "author": .string(author), "message": .string(message), "subject": .string(subject)]
  }
}
