import ArgumentParser
import CommitSyntax
import Diagnostics
import Document
import TaskGraph

struct Lint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    named: "lint", "Check a commit message.",
    examples: """
      # the message of HEAD
      decision lint
      decision lint message.txt
      git log -1 --format=%B | decision lint -
      # print the message with the obvious corrections
      decision lint --fix message.txt
      # let git ask before each commit; `git commit --no-verify` does without
      decision lint --install-hook
      """,
    exits: [.message, .configuration], usage: "decision lint [<options>] [<file>]")

  @OptionGroup var root: RootOptions

  @Argument(
    help: "A file with the message, or `-` for standard input. (default: the message of HEAD)", completion: .file())
  var file: String?

  @Option(help: "How to say it.")
  var format: ReportFormat = .text

  @Flag(help: "Print the message with the obvious corrections.")
  var fix = false

  @Flag(
    help:
      "The file is one that git hands to its hook: comments are no part of the message, and a project that is not there, or cannot be read, stops no prose."
  )
  var edited = false

  @Flag(help: "Write a commit-msg hook into this checkout.")
  var installHook = false

  func validate() throws {
    if fix, format == .json {
      throw ValidationError("--fix prints the message, --format json what is wrong with it: one at a time")
    }
  }

  func run() async throws {
    if installHook { return try await CommitMessageHook(folder: root.find()).install() }
    guard let folder = edited ? root.findIfThere() : try root.find() else {
      return Terminal.standardError.write([
        Diagnostic(.note, id: "no-root", "there is no project here: the commit message was not checked")
      ])
    }
    let (file, parents) = try await source(folder)
    let form = edited ? await self.form(of: file) : .committed
    let words = try LintVocabulary(of: DiskFileTree(root: folder), isLenient: edited)
    var message = CommitMessage(parsing: file, vocabulary: words.vocabulary, form: form)
    if fix {
      let fixed = message.correctedFile(vocabulary: words.vocabulary, form: form)
      Terminal.standardOutput.write(fixed.bytes)
      message = CommitMessage(parsing: fixed, vocabulary: words.vocabulary, form: form)
    }
    let diagnostics = try message.diagnostics + message.instructionsNotApplied(of: parents) + words.remarks(on: message)
    switch format {
    case .json: Terminal.standardOutput.write(JSON(diagnostics).bytes(.pretty) + [0x0A])
    case .text: Terminal.standardError.write(diagnostics)
    }
    if message.hasErrors { throw ArgumentParser.ExitCode(Diagnostics.ExitCode.message.rawValue) }
  }

  /// The message, and those of its parents if it is a merge's.
  private func source(_ folder: String) async throws -> (file: SourceFile, parents: [SourceFile]) {
    switch file {
    case "-"?: return (SourceFile(name: "commit message", bytes: try Input.standardInput()), [])
    case let file?: return (SourceFile(name: file, bytes: try Input.file(file)), [])
    case nil:
      let (commit, parents) = try await Git(folder: folder).commit("HEAD")
      return (SourceFile(name: "commit message", text: commit.message), parents)
    }
  }

  /// git is asked here, and not in the project's folder: in a hook it says by variables where its repository is.
  private func form(of file: SourceFile) async -> CommitMessage.Form {
    EditedMessage.form(
      of: file.text, prefix: await Git(folder: ".").commentPrefix(),
      hasEditor: TaskEnvironment().all["GIT_EDITOR"] != ":")
  }
}
