package import Document

/// The commit that the graph is for, as git tells it.
package struct Commit: Sendable, Equatable {
  package let sha: String
  /// `Name <address>`
  package let author: String
  package let message: String
  /// When it was committed; nil if no commit is at hand.
  package let time: Timestamp?

  package init(sha: String, author: String, message: String, time: Timestamp? = nil) {
    self.sha = sha
    self.author = author
    self.message = message
    self.time = time
  }

  /// The first line of the message.
  package var subject: String { String(message.prefix { !$0.isNewline }) }

  /// As the kinds see it: `commit.sha`, `commit.subject`, … `commit.time` is empty where no commit is at hand.
  package var json: JSON {
    [
      "sha": .string(sha), "author": .string(author), "message": .string(message), "subject": .string(subject),
      "time": .string(time?.iso ?? ""),
    ]
  }
}
