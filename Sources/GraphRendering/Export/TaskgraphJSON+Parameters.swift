import CommitSyntax
import Diagnostics
import Document
import TaskDefinitions
package import TaskGraph

extension TaskgraphJSON {
  /// `parameters.yml`: what the graph is made of besides the repository, as a flat map. Every name that taskgraph's own
  /// schema asks for is there; what does not exist here is empty. Source: taskgraph 24.5, `parameters.base_schema`.
  package static func parameters(of set: GraphSet, inputs: Pipeline.Inputs) -> [UInt8] {
    let repository = inputs.repository ?? ""
    let now = inputs.decision.now
    let seconds = JSON.number(Double(now.milliseconds / 1000))
    let environments = set.graphs.map(\.environment)
    let values: JSONObject = [
      "base_ref": "", "base_repository": .string(repository), "base_rev": "",
      "build_date": seconds, "build_number": 1, "commit_message": .string(set.message.file.text),
      "decision_task_id": .string(inputs.decision.id.text), "do_not_optimize": [], "enable_always_target": true,
      "environments": JSON(environments), "existing_tasks": [:], "files_changed": [], "filters": [],
      "flags": JSON(set.selection.flags.set.map(\.rawValue).sorted()),
      "head_ref": "", "head_repository": .string(repository), "head_rev": .string(inputs.commit?.sha ?? ""),
      "head_tag": "", "level": "1", "moz_build_date": .string(now.digits), "next_version": .null,
      "optimize_strategies": .null, "optimize_target_tasks": false, "owner": .string(inputs.commit?.author ?? ""),
      "project": .string(repository.lastPathComponent), "pushdate": seconds, "pushlog_id": "0",
      "repository_type": "git", "target_tasks_method": "default", "tasks_for": "github-push", "version": .null,
    ]
    return Array(values.members.map { "\(YAMLText.flow(.string($0.key))): \(YAMLText.flow($0.value))\n" }.joined().utf8)
  }
}

extension Timestamp {
  /// `20260131120000`
  fileprivate var digits: String { String(iso.prefix(19).filter(\.isNumber)) }
}

extension String {
  /// `cloud-image-builder` of `https://github.com/mozilla-platform-ops/cloud-image-builder.git`
  fileprivate var lastPathComponent: String {
    let last = split { $0 == "/" || $0 == ":" }.last ?? ""
    return String(last.hasSuffix(".git") ? last.dropLast(4) : last)
  }
}
