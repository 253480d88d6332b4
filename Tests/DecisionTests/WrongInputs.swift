import TaskDefinitions
import TestSupport
import Testing

/// Something wrong in a project: what is changed, and where the one diagnostic stands.
struct WrongInput: CustomTestStringConvertible, Sendable {
  /// Also the name of the golden file.
  let name: String
  var project = TwoClouds.root
  let file: String
  let change: Change
  /// `file:line:column`; nil where a mistake is that of no file.
  let at: String?
  let id: String
  /// Whether a push that selects everything is stopped by it: what is wrong with `.taskcluster.yml` or with a file that is
  /// no key's is for `check` to say.
  var stopsAPush = true

  enum Change: Sendable {
    /// One text for another; each stands in the file once.
    case swap([(String, String)])
    case whole(String)
    case bytes([UInt8])
    /// So many bytes of a comment.
    case long(Int)
    case another(name: String)
    case gone
    case link(to: String)
    case folder
    case pipe
  }

  var testDescription: String { name }

  static func edit(
    _ name: String, _ file: String, _ from: String, _ to: String, at: String?, _ id: String,
    project: String = TwoClouds.root, stopsAPush: Bool = true
  ) -> WrongInput {
    WrongInput(
      name: name, project: project, file: file, change: .swap([(from, to)]), at: at, id: id, stopsAPush: stopsAPush)
  }
}

extension WrongInput {
  private static let settings = "taskcluster/config.yml"
  private static let debian = "config/debian-12.yaml"
  private static let build = "taskcluster/kinds/build.yml"
  private static let scan = "taskcluster/kinds/scan.yml"
  private static let publish = "taskcluster/kinds/publish.yml"
  private static let smoke = "taskcluster/kinds/smoke.yml"
  private static let packer = "taskcluster/packer/linux.yml"
  private static let win = "config/win10-64-2004.yaml"

  static let all =
    yaml + configs + settingsOfProjects + kinds + files + templates + payloads + tasks + graphs + decisionTask

  // MARK: - YAML

  static let yaml: [WrongInput] = [
    .edit(
      "duplicate key", debian, "  family: debian-12\n", "  family: debian-12\n  family: debian-13\n",
      at: "\(debian):4:3", "duplicate-key"),
    .edit("tab", debian, "  family", "\tfamily", at: "\(debian):3:1", "yaml-syntax"),
    .edit("anchor in a loop", debian, "family: debian-12", "family: &f [*f]", at: "\(debian):3:15", "unknown-alias"),
    .edit("alias of nothing", debian, "debian-12\n", "*debian\n", at: "\(debian):3:11", "unknown-alias"),
    WrongInput(
      name: "billion laughs", file: debian, change: .whole(laughs), at: "\(debian):6:8", id: "too-many-aliases"),
    WrongInput(
      name: "a file of 100 MB", file: debian, change: .long(100_000_000), at: "\(debian):1:1", id: "unreadable-file"),
    WrongInput(
      name: "settings of 100 MB", file: settings, change: .long(100_000_000), at: "\(settings):1:1",
      id: "unreadable-file"),
    WrongInput(
      name: "a link in a circle", file: debian, change: .link(to: "debian-12.yaml"), at: "\(debian):1:1",
      id: "unreadable-file"),
    WrongInput(
      name: "a link that leads nowhere", file: debian, change: .link(to: "debian-13.yaml"), at: "\(debian):1:1",
      id: "unreadable-file"),
    WrongInput(
      name: "a link to a device", file: debian, change: .link(to: "/dev/zero"), at: "\(debian):1:1",
      id: "unreadable-file"),
    WrongInput(
      name: "a folder of a key's name", file: debian, change: .folder, at: "\(debian):1:1", id: "unreadable-file"),
    WrongInput(
      name: "a pipe of a key's name", file: debian, change: .pipe, at: "\(debian):1:1", id: "unreadable-file"),
    WrongInput(
      name: "not UTF-8", file: debian, change: .bytes(Array("gcp:\n  family: d".utf8) + [0xE9, 0x0A]),
      at: "\(debian):2:12", id: "not-utf-8"),
    .edit("control character", debian, "debian-12\n", "debian\u{7}-12\n", at: "\(debian):3:17", "yaml-syntax"),
    .edit(
      "list that is not closed", debian, "[fleet-t/debian-12]", "[fleet-t/debian-12", at: "\(debian):7:13",
      "yaml-syntax"
    ),
    .edit(
      "quote that is not closed", debian, "family: debian-12", "family: 'debian-12", at: "\(debian):3:11", "yaml-syntax"
    ),
    .edit("two documents", debian, "pools:", "---\npools:", at: "\(debian):6:1", "several-documents"),
    .edit(
      "tag of another language", debian, "family: debian-12", "family: !!python/object:os.system x",
      at: "\(debian):3:11", "yaml-tag"),
  ]

  private static let laughs =
    "a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"
    + zip("abcdefgh", "bcdefghi").map { below, above in
      "\(above): &\(above) [\(Array(repeating: "*\(below)", count: 10).joined(separator: ", "))]\n"
    }.joined()

  // MARK: - Configs

  static let configs: [WrongInput] = [
    .edit("missing locations", debian, "  locations: [europe-west4]\n", "", at: "\(debian):1:1", "missing-field"),
    .edit("locations that are no list", debian, "[europe-west4]", "europe-west4", at: "\(debian):2:14", "wrong-type"),
    .edit(
      "a platform that is none", debian, "gcp:\n  locations: [europe", "gpc:\n  locations: [europe",
      at: "\(debian):1:1", "unknown-field"),
    .edit(
      "overrides for no environment", debian, "live-asia:", "live-aisa:", at: "\(debian):8:3", "unknown-environment"),
    .edit(
      "a text that Packer would expand", debian, "family: debian-12", "family: 'debian-{{env `HOME`}}'",
      at: "\(debian):3:11", "packer-placeholder"),
    .edit(
      "a text that a shell would run", debian, "family: debian-12", "family: debian-12; reboot", at: "\(debian):3:11",
      "invalid-text"),
    .edit("a pool that is none", debian, "fleet-t/debian-12]", "debian-12]", at: "\(debian):6:9", "invalid-text"),
    WrongInput(
      name: "a file whose name is no key", file: debian, change: .another(name: "config/_debian.yaml"),
      at: "config/_debian.yaml:1:1", id: "config-file-name", stopsAPush: false),
    WrongInput(
      name: "a file with the other ending", file: debian, change: .another(name: "config/debian-13.yml"),
      at: "config/debian-13.yml:1:1", id: "config-file-name", stopsAPush: false),
    WrongInput(
      name: "one key in two files", file: debian, change: .another(name: "config/Debian-12.yaml"),
      at: "config/debian-12.yaml:1:1", id: "duplicate-image-key"),
    .edit(
      "a misspelt field of Azure", win, "  size:", "  szie:", at: "\(win):9:3", "unknown-field", project: Checkout.root
    ),
    .edit(
      "a field in the wrong section", win, "image:\n", "image:\n  deploymentId: abc\n", at: "\(win):3:3",
      "unknown-field", project: Checkout.root),
    .edit(
      "an image's name that is too long", win, "deploymentId: ",
      "deploymentId: 0123456789012345678901234567890123456789", at: "\(win):14:19", "image-name", project: Checkout.root
    ),
  ]

  // MARK: - Settings

  static let settingsOfProjects: [WrongInput] = [
    .edit("a misspelt setting", settings, "index-prefix:", "index-prefx:", at: "\(settings):18:1", "unknown-field"),
    .edit(
      "a root URL with a path", settings, "partner-a: https://partners.lantern.example",
      "partner-a: https://partners.lantern.example/api", at: "\(settings):11:14", "root-url"),
    .edit("a kind without a file", settings, "docs, notify]", "docs, notfy]", at: "\(settings):41:44", "missing-file"),
    .edit(
      "a worker that is not known", settings, "fleet/misc: docker-worker", "fleet/misc: docker-wroker",
      at: "\(settings):23:15", "unknown-implementation"),
    .edit(
      "a misspelt field of task-defaults", settings, "  priority: medium", "  prioritee: medium",
      at: "\(settings):29:3", "unknown-field"),
    WrongInput(name: "no settings", file: settings, change: .gone, at: nil, id: "missing-file"),
  ]

  // MARK: - Kinds

  static let kinds: [WrongInput] = [
    .edit(
      "an axis that is none", scan, "environment, location]", "environment, region]", at: "\(scan):2:40", "unknown-axis"
    ),
    .edit("a need that is none", scan, "[build]", "[biuld]", at: "\(scan):3:9", "unknown-kind"),
    .edit(
      "kinds in a circle", smoke, "needs: [publish]", "needs: [publish, notify]",
      at: "taskcluster/kinds/notify.yml:3:18", "kind-cycle"),
    .edit(
      "a misspelt field of a kind", smoke, "optional-scopes:", "optional-scope:", at: "\(smoke):5:1", "unknown-field"),
    .edit(
      "a script that is gone", build, "../scripts/build.sh", "../scripts/biuld.sh", at: "\(build):7:13", "missing-file"),
    .edit(
      "a file outside", build, "../scripts/build.sh", "../../../../etc/passwd", at: "\(build):7:13", "path-outside"),
    .edit(
      "up to date by a file that is none", build, "file: images/${name}.json\n", "file: image/${name}.json\n",
      at: "\(build):10:9", "unknown-file"),
    .edit(
      "a file's name that leaves its folder", build, "build.sh: ../s", "../build.sh: ../s", at: "\(build):7:3",
      "file-name"),
  ]

  static let files: [WrongInput] = [
    .edit(
      "a file of the decision task", build, "  build.sh: ../scripts/build.sh\n",
      "  build.sh: ../scripts/build.sh\n  task-graph.json: ../packer/linux.yml\n", at: "\(build):8:3", "file-name"),
    .edit(
      "a digest that is not in its route", build, ".sha256.${digest}", ".sha256", at: "\(build):12:13",
      "route-without-digest"),
  ]

  // MARK: - Templates

  static let templates: [WrongInput] = [
    .edit(
      "an expression that is none", smoke, "\"!(flags.noVerify)\"", "\"!(flags.noVerify\"", at: "\(smoke):3:24",
      "expression-syntax"),
    .edit(
      "! before a path", smoke, "\"!(flags.noVerify)\"", "\"!flags.noVerify\"", at: "\(smoke):3:8", "expression-type"),
    .edit(
      "a name that is none", scan, "LOCATION: '${location}'", "LOCATION: '${locaton}'", at: "\(scan):10:83",
      "unknown-context-value"),
    .edit(
      "an axis that the kind lacks", scan, "LOCATION: '${location}'", "LOCATION: '${pool}'", at: "\(scan):10:83",
      "unknown-context-value"),
    .edit(
      "a file that the kind does not publish", build, "${files['build.sh'].artifact}", "${files['biuld.sh'].artifact}",
      at: "\(build):40:23", "expression-type"),
    .edit(
      "a member that is none", packer, "${image.aws.instance_type}", "${image.aws.instance_typ}", at: "\(packer):21:26",
      "unknown-property"),
    .edit(
      "a file that asks for the commit", packer, "name: ${place}\n        type: amazon-ebs",
      "name: ${commit.sha}\n        type: amazon-ebs", at: "\(build):6:24", "context-of-files"),
    .edit("an operator that is none", publish, "$switch:", "$swich:", at: "\(publish):19:9", "reserved-key"),
  ]

  // MARK: - Payloads

  static let payloads: [WrongInput] = [
    .edit("a misspelt field of a payload", scan, "maxRunTime:", "maxRuntime:", at: "\(scan):9:5", "unknown-field"),
    .edit(
      "a time that is text", scan, "maxRunTime: 1800", "maxRunTime: half an hour", at: "\(scan):9:17", "wrong-type"),
    .edit(
      "a payload without its image", publish, "    image: ${vars.tools}\n", "", at: "\(publish):12:5", "missing-field"),
    .edit("an artifact of no type", scan, "{type: file,", "{type: fiel,", at: "\(scan):13:34", "unknown-value"),
    .edit(
      "mounts beside an image", scan, "    maxRunTime: 1800", "    maxRunTime: 1800\n    mounts: []",
      at: "\(scan):10:5",
      "unknown-field"),
    .edit(
      "a command in one line", build, "- [chmod, '+x', packer/packer]", "- chmod +x packer/packer", at: "\(build):44:9",
      "wrong-type"),
    .edit(
      "an archive without a format", build, "{directory: packer, format: zip, content:", "{directory: packer, content:",
      at: "\(build):42:9", "missing-field"),
    .edit("a feature of another worker", build, "liveLog: true", "dind: true", at: "\(build):24:40", "unknown-field"),
    .edit(
      "a feature without its scope", build, "    - generic-worker:run-task-as-current-user:fleet/builder\n", "",
      at: "\(build):23:55", "scope-not-listed"),
    .edit(
      "a cache without its scope", publish, "    - docker-worker:cache:lantern-cli\n", "", at: "\(publish):14:13",
      "scope-not-listed"),
    .edit(
      "a mount of a task that is not waited for", build,
      "content: {url: '${vars.packer.url}', sha256: '${vars.packer.sha256}'}",
      "content: {taskId: GmLnyYOESC-5qzOfURblug, artifact: public/p.zip}", at: "\(build):42:60", "dependency-not-listed"
    ),
    .edit(
      "an artifact that goes before its task", scan, "{$fromNow: 30 days}", "{$fromNow: 1 hour}", at: "\(scan):13:74",
      "artifact-expires"),
    .edit(
      "a line break in a batch file", "taskcluster/kinds/packer-image.yml", "      IMAGE_COMMIT_TIME: ${commit.time}",
      "      IMAGE_COMMIT_TIME: \"now\\ncalc.exe\"", at: "taskcluster/kinds/packer-image.yml:42:26",
      "line-break-in-environment", project: Checkout.root),
    .edit(
      "two features of Windows", "taskcluster/kinds/packer-image.yml", "runAsAdministrator: true}",
      "runAsAdministrator: true, chainOfTrust: true}", at: "taskcluster/kinds/packer-image.yml:37:40",
      "administrator-with-chain-of-trust", project: Checkout.root),
  ]

  // MARK: - Tasks

  static let tasks: [WrongInput] = [
    .edit(
      "a misspelt field of a task", smoke, "  taskQueueId: ${pool}", "  taskQueueId: ${pool}\n  route: []",
      at: "\(smoke):9:3", "unknown-field"),
    .edit(
      "a deadline in ten days", smoke, "  taskQueueId: ${pool}",
      "  taskQueueId: ${pool}\n  deadline: {$fromNow: 10 days}", at: "\(smoke):9:13", "task-dates"),
    .edit("a task without a pool", smoke, "  taskQueueId: ${pool}\n", "", at: "\(smoke):8:3", "task-queue"),
    .edit(
      "a priority that is none", smoke, "  taskQueueId: ${pool}", "  taskQueueId: ${pool}\n  priority: hihg",
      at: "\(smoke):9:13", "unknown-value"),
    .edit(
      "a scheduler that is not the group's", smoke, "  taskQueueId: ${pool}",
      "  taskQueueId: ${pool}\n  schedulerId: mine", at: "\(smoke):9:16", "group-scheduler"),
    .edit(
      "a scope that ends in stars", smoke, "  taskQueueId: ${pool}", "  taskQueueId: ${pool}\n  scopes: ['assume:**']",
      at: "\(smoke):9:12", "scope-form"),
    .edit(
      "a route that the index ignores", smoke, "  taskQueueId: ${pool}",
      "  taskQueueId: ${pool}\n  routes: ['index.lantern/${key}/${environment}/${pool}']", at: "\(smoke):9:12",
      "index-namespace"),
    .edit(
      "a route of many tasks", smoke, "  taskQueueId: ${pool}",
      "  taskQueueId: ${pool}\n  routes: ['index.lantern.smoke.${environment}']", at: "\(smoke):9:12", "unique-routes"),
    .edit(
      "scopes that the proxy cannot sign", publish, "docker-worker:cache:lantern-cli\n",
      "docker-worker:cache:lantern-cli\n    - secrets:get:\(String(repeating: "lantern/", count: 150))\n",
      at: "\(publish):8:5", "proxy-scopes"),
  ]

  // MARK: - Graphs

  static let graphs: [WrongInput] = [
    // What waits for itself by way of the build's own scan; ids follow from that of the decision task.
    .edit(
      "tasks in a circle", build, "task:\n",
      "task:\n  dependencies: [\(scanOfRescue(.placeholder)), \(scanOfRescue(TaskID(Example.decision)))]\n",
      at: "\(build):16:17", "no-cycle"),
    .edit(
      "a task in several environments, not the same", scan, "platform, key, environment, location]",
      "platform, key, location]", at: "\(scan):2:11", "unique-labels"),
    WrongInput(
      name: "a file of one name", file: build,
      change: .swap([
        ("images/${name}.json: ../p", "images/${key}.json: ../p"),
        ("file: images/${name}.json", "file: images/${key}.json"),
        ("${files['images/' + name + '.json'].artifact}", "public/a"),
        ("${files['images/' + name + '.json'].sha256}", "\(String(repeating: "a", count: 64))"),
      ]), at: "\(build):6:3", id: "unique-files"),
    .edit(
      "an image of one name", packer, "ami_name: ${imageNames[place]}-${environment}",
      "ami_name: lantern-${environment}",
      at: "\(build):6:3", "image-names"),
    .edit(
      "a location without its builder", packer, "  $map: {$eval: locations}\n  each(place)",
      "  $map: {$eval: 'locations[1:]'}\n  each(place)", at: "\(build):6:3", "missing-builder"),
    WrongInput(
      name: "a template that says nothing", file: packer, change: .whole("# later\n"), at: "\(build):6:3",
      id: "empty-file"),
    .edit(
      "a folder that is a file", build, "  build.sh: ../scripts/build.sh\n",
      "  build.sh: ../scripts/build.sh\n  images: ../scripts/build.sh\n", at: "\(build):6:3", "file-name"),
    .edit(
      "more tags than an image has", packer, "[{$eval: image.aws.tags}, ",
      "[{$eval: image.aws.tags}, {$merge: {$map: {$eval: 'range(0, 50)'}, 'each(n)': {'tag${n}': x}}}, ",
      at: "\(build):6:3", "image-tags"),
    .edit(
      "an image's name that its cloud refuses", "config/ubuntu-22.04.yaml", "  image_name: ubuntu-2204-b12\n", "",
      at: "\(build):6:3", "image-name"),
  ]

  private static func scanOfRescue(_ decision: TaskID?) -> String {
    TaskID.derived(decision: decision ?? .placeholder, label: "scan-aws-rescue-live-asia-eu-central-1").text
  }

  // MARK: - .taskcluster.yml

  static let decisionTask: [WrongInput] = [
    .edit(
      "a decision task that names what is not there", ".taskcluster.yml", "'${event.after}'", "'${event.aftr}'",
      at: ".taskcluster.yml:16:23", "unknown-property", stopsAPush: false),
    .edit(
      "a decision task with a misspelt field", ".taskcluster.yml", "maxRunTime:", "maxRuntime:",
      at: ".taskcluster.yml:14:9", "unknown-field", stopsAPush: false),
  ]
}
