import CommitSyntax
import Diagnostics
import Testing

@Suite struct MessageTests {
  @Test func everythingIsReadWithItsRange() {
    let text =
      "no-verify\n\n  include keys: win7-32\nPool-Deploy\nexclude regions: eastus\ninclude keys: win10-64, win7-32"
    let message = CommitMessage(text)
    let (instructions, file) = (message.instructions, message.file)
    #expect(instructions.switches.mapValues { file[$0] } == [.noVerify: "no-verify", .poolDeploy: "Pool-Deploy"])
    let keys = instructions.filters[.keys]
    #expect(keys?.lines.map { file[$0] } == ["include keys: win7-32", "include keys: win10-64, win7-32"])
    #expect(keys?.values.map { file[$0.range] } == ["win7-32", "win10-64"])
    #expect(keys?.line(naming: "win10-64").map { file[$0] } == "include keys: win10-64, win7-32")
    #expect(keys?.line(naming: "linux") == nil)
    #expect(instructions.filters[.regions]?.mode == .exclude)
    #expect(message.findings == ["note pools-live-elsewhere", "note merged-filters"])
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func everySeparatorEndsALine(separator: String) {
    let message = CommitMessage("\u{FEFF}no-verify" + separator + separator + "include keys: win7-32" + separator)
    #expect(message.diagnostics.isEmpty)
    #expect(message.instructions.canonicalLines == ["no-verify", "include keys: win7-32"])
  }

  @Test func bytesThatAreNoTextAreNoInstruction() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x0A] + Array("no-verify\n".utf8) + [0xC3, 0x28, 0, 0xED, 0xA0, 0x80]
    let file = SourceFile(name: "message", bytes: bytes)
    let message = CommitMessage(parsing: file, vocabulary: Words.vocabulary)
    #expect(message.diagnostics.isEmpty)
    #expect(message.instructions.canonicalLines == ["no-verify"])
  }

  @Test func aCorrectionKeepsTheBytesAndTheLineEndsOfTheRest() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xFE, 0x0D, 0x0A] + Array("no-ci, pool-deploy\r\n".utf8)
    let message = CommitMessage(parsing: SourceFile(name: "message", bytes: bytes), vocabulary: Words.vocabulary)
    let corrected = message.correctedFile(vocabulary: Words.vocabulary).bytes
    #expect(corrected == [0x61, 0xFF, 0xFE, 0x0D, 0x0A] + Array("no-ci\r\npool-deploy\r\n".utf8))
  }

  @Test func noCITurnsErrorsIntoWarnings() {
    let text = "include keys: linux\ninclude win7-32\nno-taskcluster-ci\nno-ci"
    let message = CommitMessage(text)
    #expect(!message.hasErrors)
    #expect(message.findings == ["warning unknown-key", "warning missing-type"])
    #expect(message.instructions.stop?.switch == .noCI)
    #expect(CommitMessage("no-ci").instructions.stop != nil)
    #expect(CommitMessage("no-verify").instructions.stop == nil)
  }

  @Test(arguments: [
    ("include keys: win7-32\nexclude keys: win10-64", "error include-with-exclude"),
    ("include keys: win7-32\nexclude pools: gecko-t/win7-32-azure", "error keys-with-pools"),
    ("include pools: gecko-t/win7-32-azure\ninclude keys: none", "error keys-with-pools"),
    ("include keys: none\ninclude keys: win7-32", "note merged-filters, error none-with-values"),
    ("include keys: none\ninclude keys: none", "note merged-filters"),
    ("include keys: win7-32\ninclude regions: eastus\ninclude environments: staging", ""),
    ("include pools: gecko-t/win7-32-azure\nexclude regions: eastus", ""),
    // What is wrong in itself conflicts with nothing: corrected, it may stand elsewhere.
    ("include keys: win7-32\ninclude pools: northeurope", "error wrong-type"),
    ("include keys: win7-32\nexclude keys: linux", "error unknown-key"),
  ])
  func linesThatMeet(text: String, findings: String) {
    #expect(CommitMessage(text).findings.joined(separator: ", ") == findings)
  }

  @Test func aSwitchThatAKindUsesIsFine() {
    let vocabulary = Vocabulary(usedSwitches: [.overwriteDiskImage])
    let message = CommitMessage("overwrite-disk-image\nenable-snapshot-copy", vocabulary: vocabulary)
    #expect(message.findings == ["warning unused-switch"])
    #expect(message.diagnostics[0].place?.text == "enable-snapshot-copy")
  }

  @Test func anEditedMessageHasCommentsAndScissors() {
    let text = """
      include keys: win7-32
      # include keys: linux
      #no -ci
      # ------------------------ >8 ------------------------
      +include keys: linux
      no-ci
      """
    let file = SourceFile(name: "COMMIT_EDITMSG", text: text)
    let message = CommitMessage(parsing: file, vocabulary: Words.vocabulary, form: .edited(commentPrefix: "#"))
    #expect(message.diagnostics.isEmpty)
    #expect(message.instructions.canonicalLines == ["include keys: win7-32"])
    let other = CommitMessage(parsing: file, vocabulary: Words.vocabulary, form: .edited(commentPrefix: ";"))
    #expect(other.instructions.stop != nil)
  }

  @Test func aSquashedMessageIsReadLineByLine() {
    let message = CommitMessage(
      "Debug winrm (#12)\r\n\r\n* include keys: win7-32\r\n\r\n* second try\r\n\r\nno-verify\r\n")
    #expect(message.findings == ["error decorated-instruction"])
    #expect(message.instructions.contains(.noVerify))
  }

  @Test(arguments: [
    "no -ci", "include-pools: gecko-t/win10-64-azure.", "include keys win7-32 win10-64-2004-gqu",
    "include keys: [win7-32; win10-64.yaml], no-ci", "pool deploy: gecko-t/win7-32-azure",
    "include keys: win7-32,\nwin10-64", "a\r\nno ci, pool deploy\r\n", "include keys: win7-32 include keys: none",
    "include keys: linux", "include keys: northeurope, eastus",
  ])
  func correctingTwiceIsCorrectingOnce(text: String) {
    let once = CommitMessage(text).corrected(vocabulary: Words.vocabulary)
    let twice = CommitMessage(once).corrected(vocabulary: Words.vocabulary)
    #expect(once == twice)
    #expect(CommitMessage(once).diagnostics.flatMap(\.fixIts).isEmpty)
  }

  @Test func correctionsUncoverCorrections() {
    let message = CommitMessage("test\n\n- include-keys win7-32.yaml; win10-64\nno -ci")
    #expect(message.corrected(vocabulary: Words.vocabulary) == "test\n\ninclude keys: win7-32, win10-64\nno-ci")
  }

  @Test(arguments: [
    "", "no-ci\nno-verify\npool-deploy", "include keys: win7-32, WIN10-64\nexclude regions: North Europe, eastus",
    "include keys: none\ninclude environments: staging", "exclude pools: gecko-t/win7-32-azure\nno-travis-ci",
    Switch.allCases.map(\.rawValue).joined(separator: "\n"),
  ])
  func printingAndReadingIsTheIdentity(text: String) {
    let message = CommitMessage(text)
    #expect(!message.hasErrors)
    let lines = message.instructions.canonicalLines
    let again = CommitMessage(lines.joined(separator: "\n"))
    #expect(again.instructions.canonicalLines == lines)
    #expect(!again.hasErrors)
    #expect(Set(again.instructions.switches.keys) == Set(message.instructions.switches.keys))
    for (type, filter) in message.instructions.filters {
      let other = again.instructions.filters[type]
      #expect(other?.mode == filter.mode && other?.isNone == filter.isNone)
      #expect(Set(other?.values.map(\.text) ?? []) == Set(filter.values.map(\.text)))
    }
  }
}
