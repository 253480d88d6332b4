import Document
import TestSupport

/// Texts that would do harm in a command, a path, a route, a Packer template, a batch file or PowerShell, if they got
/// there.
enum HostileValues {
  static let all = packer + shells + windows + paths + invisible + languages + taskcluster

  static let packer = [
    "{{env `PACKER_SECRET`}}", "{{user `client_secret`}}", "{{ timestamp }}", "a}}b", "{{", "{{.Vars}}",
  ]
  static let shells = [
    "; rm -rf /", "$(calc)", "`id`", "a && reboot", "a || reboot", "a | sh", "> /etc/passwd", "'; id; '", "\"; id; \"",
    "$IFS$9id", "!id", "--help", "-Key x", "a\\", "*; id", "{a,b}", "~root",
  ]
  static let windows = [
    "& calc.exe", "a & calc", "%PATH%", "!PATH!", "^& calc", "') ; Start-Process calc #", "$env:TEMP", "@(calc)",
    "CON\u{0}", "\\\\host\\share", "C:\\Windows", "NUL:", "a`n calc",
  ]
  static let paths = [
    "../..", "../../../../etc/passwd", "/etc/passwd", "a/../../b", "..", "file:///etc/passwd?", "a//../b",
  ]
  static let invisible = [
    "a\ncalc.exe", "a\r\ncalc.exe", "a\rcalc", "a\u{0}b", "a\u{2028}calc", "a\u{85}calc", "\u{202E}cba", "a\u{1B}[2J",
    "a\tb", "\u{FEFF}a", "a\u{200B}b", "a\u{300}",
  ]
  static let languages = [
    "${commit.sha}", "$${x}", "{$eval: commit.sha}", "<script>alert(1)</script>", "a\"><img src=x>", "%s%n", "' OR 1=1",
  ]
  static let taskcluster = ["assume:**", "index.*", "a b", "**", String(repeating: "a", count: 5_000)]

  /// What a shell, PowerShell, a batch file, a path and Packer all take for a word and nothing else.
  static func isHarmless(_ text: String) -> Bool {
    text.utf8.first != UInt8(ascii: "-") && !text.contains("..") && text.utf8.count <= 300
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "._-/:@+=,*".utf8.contains(byte)
      }
  }
}

/// This project with some files changed.
struct ChangedProject: FileTree {
  private let base = DiskFileTree(root: Checkout.root)
  let changes: [String: String]

  func read(_ path: String) throws -> [UInt8]? { try changes[path].map { Array($0.utf8) } ?? base.read(path) }

  func names(in folder: String) throws -> [String]? {
    let added = changes.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.utf8.count + 1)) }
    return try base.names(in: folder).map { Set($0 + added).sorted() }
  }
}

extension JSON {
  /// Where a text stands in a value: `payload.command.0`.
  func paths(to text: String, at path: String = "") -> [String] {
    switch self {
    case .string(let own): own.contains(text) ? [path] : []
    case .array(let items): items.enumerated().flatMap { $1.paths(to: text, at: "\(path).\($0)") }
    case .object(let object):
      object.members.flatMap { member in
        (member.key.contains(text) ? ["\(path).<key>"] : []) + member.value.paths(to: text, at: "\(path).\(member.key)")
      }
    default: []
    }
  }
}
