package import CommitSyntax
package import Diagnostics
import ImageConfig

/// From a commit message to the tasks of each environment.
///
///     message ──▶ CommitMessage ──▶ Selection ──▶ Candidates ──▶ Plan ──▶ Graph ──▶ checked Graph
///                  (vocabulary)     (+ configs)    (+ kinds)   (+ index)  (+ templates)
///
/// Every product is a value; nothing here reads a clock, a socket or a process.
package struct Pipeline: Sendable {
  package let project: Project

  /// What a graph is made of besides the project and the message.
  package struct Inputs: Sendable {
    package var decision: DecisionTask
    package var commit: Commit?
    /// The URL of the repository.
    package var repository: String?
    /// Environments to look at, of those that the message selects; nil is all of them.
    package var environments: [String]?
    /// The messages of a merge commit's parents, whose instructions do not apply.
    package var parents: [SourceFile]

    package init(
      decision: DecisionTask, commit: Commit? = nil, repository: String? = nil, environments: [String]? = nil,
      parents: [SourceFile] = []
    ) {
      self.decision = decision
      self.commit = commit
      self.repository = repository
      self.environments = environments
      self.parents = parents
    }
  }

  /// What a message asks for and what could be built for it. A whole graph is made of it as often as there is news.
  package struct Draft: Sendable {
    package let message: CommitMessage
    package let selection: Selection
    /// One for each part of the selection.
    package let candidates: [Candidates]
    /// As it was known then.
    let decision: DecisionTask
  }

  package init(_ project: Project) { self.project = project }

  /// All of the way, with the answers of the index, if somebody asks it.
  package func run(
    _ message: SourceFile, _ inputs: Inputs, freshness: (Candidates) async throws -> Freshness = { _ in .unknown }
  ) async throws -> GraphSet {
    try await finish(try draft(message, inputs), inputs, freshness: freshness)
  }

  /// The way as far as no server has a say in it.
  package func draft(_ message: SourceFile, _ inputs: Inputs) throws(Failure) -> Draft {
    let message = try parse(message)
    let selection = try select(message, inputs)
    let candidates = try selection.parts.gathering { part throws(Failure) in
      try self.candidates(part, selection, inputs)
    }
    return Draft(message: message, selection: selection, candidates: candidates, decision: inputs.decision)
  }

  /// The rest of the way.
  ///
  /// - Parameters:
  ///   - inputs: those of the draft; the decision task may be known better by now.
  ///   - earlier: what an earlier call made of the same draft; files that would come out the same are taken from it.
  package func finish(
    _ draft: Draft, _ inputs: Inputs, after earlier: GraphSet? = nil,
    freshness: (Candidates) async throws -> Freshness = { _ in .unknown }
  ) async throws -> GraphSet {
    let selection = draft.selection
    let isCurrent = !project.candidatesAskDecision || draft.decision == inputs.decision
    var plans: [Plan] = []
    for (index, part) in selection.parts.enumerated() {
      let candidates = isCurrent ? draft.candidates[index] : try candidates(part, selection, inputs)
      plans.append(plan(candidates, selection, try await freshness(candidates)))
    }
    let graphs = try selection.parts.indices.gathering { index throws(Failure) in
      try graph(plans[index], selection.parts[index], selection, inputs, after: earlier?.graphs[index])
    }
    let notApplied = draft.message.instructionsNotApplied(of: inputs.parents)
    let set = GraphSet(
      message: draft.message, selection: selection, graphs: graphs, kinds: project.settings.kinds)
    return try check(set.adding(notApplied), inputs.decision)
  }
}

// MARK: - The stages

extension Pipeline {
  /// - Throws: every error of the message together, with exit code 65.
  package func parse(_ file: SourceFile) throws(Failure) -> CommitMessage {
    let message = CommitMessage(parsing: file, vocabulary: vocabulary)
    guard !message.diagnostics.hasErrors else { throw Failure(.message, message.diagnostics) }
    return message
  }

  /// - Throws: every error of the configs that the message selects, with exit code 78.
  package func select(_ message: CommitMessage, _ inputs: Inputs) throws(Failure) -> Selection {
    try Selection(
      message, settings: project.settings, catalog: project.catalog, environments: inputs.environments)
  }

  package func candidates(
    _ part: Selection.Part, _ selection: Selection, _ inputs: Inputs
  ) throws(Failure) -> Candidates {
    try Candidates(part, project: project, context: context(part, selection, inputs))
  }

  package func plan(_ candidates: Candidates, _ selection: Selection, _ freshness: Freshness) -> Plan {
    Plan(candidates, project: project, flags: selection.flags, freshness: freshness)
  }

  package func graph(
    _ plan: Plan, _ part: Selection.Part, _ selection: Selection, _ inputs: Inputs, after earlier: Graph? = nil
  ) throws(Failure) -> Graph {
    try Graph(plan, of: part, project: project, context: context(part, selection, inputs), after: earlier)
  }

  /// - Returns: the same with what the checks had to say.
  /// - Throws: all that is wrong with the graphs, with exit code 78.
  package func check(_ graphs: GraphSet, _ decision: DecisionTask) throws(Failure) -> GraphSet {
    let checks = GraphChecks(project: project, decision: decision)
    let found = (graphs.graphs.flatMap(checks.diagnostics(of:)) + checks.diagnostics(across: graphs.graphs))
      .oncePerMistake()
    guard !found.hasErrors else { throw Failure(.configuration, graphs.diagnostics + found) }
    return graphs.adding(found)
  }

  private func context(_ part: Selection.Part, _ selection: Selection, _ inputs: Inputs) -> TemplateContext {
    TemplateContext(
      project: project, environment: part.environment, flags: selection.flags, commit: inputs.commit,
      repository: inputs.repository, decision: inputs.decision)
  }

  /// Names that a message may use. Pools and regions stand in every config, and are read when a message asks for them.
  package var vocabulary: Vocabulary {
    let catalog = project.catalog
    let environments = project.settings.environments.map(\.name)
    return Vocabulary(
      keys: catalog.keys, environments: environments,
      pools: { catalog.allPools },
      regions: { catalog.allLocations },
      usedSwitches: Set(Switch.allCases.filter { project.uses($0) }))
  }
}
