using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Calendars;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Rooms;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

/// <summary>
/// One service with its connections and ledger: what every face works with. A query is just asked; whatever changes
/// something is a run, recorded and resumable, also when it is a single operation.
/// </summary>
public sealed class ServiceSession
{
    /// <summary>The service.</summary>
    public required ServiceDefinition Service { get; init; }

    /// <summary>The definition's file, absolute, if it came from one.</summary>
    public string? ServicePath { get; init; }

    /// <summary>The outside systems.</summary>
    public required IConnections Connections { get; init; }

    /// <summary>The ledger.</summary>
    public required IRunLedger Ledger { get; init; }

    /// <summary>The operations.</summary>
    public required OperationCatalog Operations { get; init; }

    /// <summary>Reads runbooks.</summary>
    public required IDocumentParser Parser { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Has the work of targets done by workers; null where this process does it.</summary>
    public ITargetDispatcher? Dispatcher { get; init; }

    /// <summary>Where people answer gates besides the run's mailbox; if null, the chat channels in which people of the definition have an identity.</summary>
    public IReadOnlyList<IAnswerSource>? AnswerSources { get; init; }

    /// <summary>Asks a query or waits for something. Nothing is recorded, because nothing is changed.</summary>
    /// <typeparam name="TOutput">The operation's output.</typeparam>
    /// <param name="operation">The operation's id.</param>
    /// <param name="request">Its request.</param>
    /// <param name="workingDirectory">Where files go, absolute.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The output, and the failure if the answer is no.</returns>
    /// <exception cref="GuruException">It could not be asked.</exception>
    public async Task<(TOutput Output, Failure? Failure)> AskAsync<TOutput>(string operation, object request, string workingDirectory, IOperationProgress progress, CancellationToken cancellationToken)
    {
        IOperation found = Find(operation);
        if (found.Kind is not (OperationKind.Query or OperationKind.Wait))
        {
            throw new ArgumentException($"{operation} changes something; it is applied, not asked.", nameof(operation));
        }

        found.Check(request, Service);
        Conclusion conclusion = await found.ConcludeAsync(request, [], Context("query", workingDirectory, progress), cancellationToken).ConfigureAwait(false);
        return ((TOutput)conclusion.Output, conclusion.Failure);
    }

    /// <summary>Refuses a request that can't be right for this service. Asks nothing outside.</summary>
    /// <param name="operation">The operation's id.</param>
    /// <param name="request">Its request.</param>
    /// <exception cref="GuruException">It names what the definition does not have, or is wrong in itself.</exception>
    public void Check(string operation, object request) => Find(operation).Check(request, Service);

    /// <summary>Plans a single operation; writes nothing.</summary>
    public Task<Plan> PlanAsync(string operation, object request, string workingDirectory, IOperationProgress progress, CancellationToken cancellationToken)
    {
        IOperation found = Find(operation);
        found.Check(request, Service);
        return found.PlanAsync(request, Context("plan", workingDirectory, progress), cancellationToken);
    }

    /// <summary>Tells why the calendar forbids a single operation now, or null where it does not.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request.</param>
    /// <param name="duringFreeze">Why it goes all the same, or null.</param>
    public Failure? Closed(string operation, object request, string? duringFreeze) =>
        duringFreeze is not null ? null : new CalendarGuard(RunbookOf(Find(operation), request), Service, Time).CheckRun([], _ => false);

    /// <summary>Plans a whole run; writes nothing.</summary>
    /// <exception cref="GuruException">It would not do what the plan in the options promised (<c>PlanDrifted</c>).</exception>
    public async Task<RunPlan> PlanRunAsync(Runbook runbook, RunOptions options, IOperationProgress progress, CancellationToken cancellationToken)
    {
        JsonObject parameters = RunParameters.Bind(runbook, options);
        RunPlan plan = await PlanAsync(runbook, parameters, options, progress, cancellationToken).ConfigureAwait(false);
        if (options.Plan is { } promised)
        {
            PromiseDrift.Refuse(promised, plan.ToDocument(), runbook);
        }

        return options.DuringFreeze is not null ? plan : plan with { Calendar = new CalendarGuard(runbook, Service, Time).CheckRun(parameters, _ => false) };
    }

    /// <summary>Carries out a single operation as a run of one step, called <c>operation</c>.</summary>
    public Task<RunOutcome> ApplyAsync(string operation, object request, RunOptions options, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken)
    {
        return RunAsync(RunbookOf(Find(operation), request), options, gatekeeper, observer, cancellationToken);
    }

    /// <summary>Starts a run and carries it to its end.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="options">What the caller decides.</param>
    /// <param name="gatekeeper">Asks the person at this face.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="cancellationToken">Stops the run; it can be resumed.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="GuruException">
    /// A parameter is wrong, the calendar forbids it now (<c>InFreeze</c>, <c>OutsideWindow</c>), it would not do what its plan promised (<c>PlanDrifted</c>), another run of the service is in
    /// progress (<c>AnotherRunInProgress</c>), or the ledger can't be written.
    /// </exception>
    public async Task<RunOutcome> RunAsync(Runbook runbook, RunOptions options, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken)
    {
        JsonObject parameters = RunParameters.Bind(runbook, options);
        RunInputs.Check(runbook, parameters, Service);
        GateStarters.Check(runbook, parameters, Service, [options.By], _ => false);
        RunCalendar.Check(runbook, parameters, this, options.DuringFreeze, _ => false);
        PlanPromise? promise = await HoldToPlanAsync(runbook, parameters, options, cancellationToken).ConfigureAwait(false);
        RunCreated created = new()
        {
            Runbook = runbook.Name,
            RunbookText = runbook.Text,
            RunbookHash = runbook.Hash,
            RunbookPath = runbook.Path is null ? null : Path.GetFullPath(runbook.Path),
            Service = Service.Name,
            ServicePath = ServicePath,
            Parameters = parameters,
            Steps = StepHeaders.Of(runbook),
            WorkingDirectory = options.WorkingDirectory,
            By = options.By,
            OnFailure = options.OnFailure,
            DuringFreeze = options.DuringFreeze,
            PlanHash = promise?.Hash,
            Promise = promise,
            Scenario = options.Scenario?.Name,
            Origin = options.Origin,
        };
        await new RunsInProgress(Ledger).RefuseOthersAsync(created, null, cancellationToken).ConfigureAwait(false);

        // Only now: runs are listed by their ids, and those before this one have ended.
        string runId = RunIds.Create(Time.GetUtcNow());
        IRunWriter writer = await Ledger.CreateAsync(runId, created, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            SteadyObserver shown = SteadyObserver.Of(observer);
            shown.OnRecord(new LedgerRecord(1, writer.State.StartedAt, created), writer.State);
            return await ExecuteAsync(writer, runbook, gatekeeper, shown, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Goes on with a run that was interrupted or has failed, with what is not done.</summary>
    /// <inheritdoc cref="ResumeAsync(string, ResumeOptions, IGatekeeper, IRunObserver, CancellationToken)"/>
    public Task<RunOutcome> ResumeAsync(string runId, string by, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken) =>
        ResumeAsync(runId, new ResumeOptions { By = by }, gatekeeper, observer, cancellationToken);

    /// <summary>Goes on with a run: with what is not done, or from a step that somebody chooses, in the same record.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="options">Who resumes it, and how.</param>
    /// <param name="gatekeeper">Asks the person at this face.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="cancellationToken">Stops the run; it can be resumed again.</param>
    /// <returns>How it ended. A run that had succeeded is returned as it is, unless it is to go on from a step.</returns>
    /// <exception cref="GuruException">
    /// <c>RunNotFound</c>, <c>RunHeld</c>, <c>AnotherRunInProgress</c>, <c>LedgerDamaged</c>; its runbook's file was changed
    /// (<c>RunbookChanged</c>) or can't be followed (<c>MigrationImpossible</c>); it was given up (<c>RunCancelled</c>) or
    /// undone (<c>RunUndone</c>), and no step is named; the step is none (<c>StepNotFound</c>), or a step that runs again
    /// needs the output of one that is left out (<c>OutputMissing</c>). Nothing is recorded then.
    /// </exception>
    /// <exception cref="Documents.InvalidDocumentException">The runbook's present text has mistakes; all are in it.</exception>
    public async Task<RunOutcome> ResumeAsync(string runId, ResumeOptions options, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken)
    {
        TargetRuns.Refuse(runId, "resume");
        IRunWriter writer = await Ledger.OpenAsync(runId, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            if (await CheckResumeAsync(writer.State, options, cancellationToken).ConfigureAwait(false) is not { } resumption)
            {
                return new RunOutcome(writer.State);
            }

            await writer.TakeServiceAsync(cancellationToken).ConfigureAwait(false);
            bool cancelCounts = options.From is null && writer.State is { Status: RunStatus.Running, GoesBack: false };
            await RunMailbox.DropStaleAsync(writer, cancelCounts, cancellationToken).ConfigureAwait(false);
            SteadyObserver shown = SteadyObserver.Of(observer);
            foreach (RunEvent happened in resumption.Events)
            {
                LedgerRecord record = await writer.AppendAsync(happened, cancellationToken).ConfigureAwait(false);
                shown.OnRecord(record, writer.State);
            }

            return await ExecuteAsync(writer, resumption.Runbook, gatekeeper, shown, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells whether a run could go on now, and begins nothing: what a preview must know.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="options">Who would resume it, and how.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether anything would be done: not of a run that has succeeded, unless it is to go on from a step.</returns>
    /// <exception cref="GuruException">As of <see cref="ResumeAsync(string, ResumeOptions, IGatekeeper, IRunObserver, CancellationToken)"/>.</exception>
    /// <exception cref="Documents.InvalidDocumentException">The runbook's present text has mistakes; all are in it.</exception>
    public async Task<bool> CheckResumeAsync(string runId, ResumeOptions options, CancellationToken cancellationToken)
    {
        TargetRuns.Refuse(runId, "resume");
        RunState run = await GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return await Ledger.IsHeldAsync(runId, cancellationToken).ConfigureAwait(false) ? throw LedgerFailures.Held(runId)
            : await CheckResumeAsync(run, options, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>Plans how what a run has changed, itself and in the runs of its targets, would be undone. Reads only.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="steps">The steps whose changes are meant; null for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>LedgerDamaged</c>, <c>StepNotFound</c>.</exception>
    public Task<UndoPlan> PlanUndoAsync(string runId, IReadOnlyList<string>? steps, CancellationToken cancellationToken) =>
        new RunUndo(this).PlanAsync(runId, steps, cancellationToken);

    /// <summary>Undoes what a run has changed, last change first, in its own record; the runs of its targets in theirs.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="steps">The steps whose changes are meant; null for all.</param>
    /// <param name="by">Who undoes it.</param>
    /// <param name="gatekeeper">Shows the changes that would be made to the person at this face, before any is made.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="cancellationToken">Stops it; the next undo, or a resume, goes on with it.</param>
    /// <returns>How it ended: undone, or failed with what is left. A run without anything left to undo is returned as it is.</returns>
    /// <exception cref="GuruException">
    /// <c>RunNotFound</c>, <c>RunHeld</c>, <c>AnotherRunInProgress</c>, <c>LedgerDamaged</c>, <c>StepNotFound</c>; nobody can
    /// tell whether a change happened (<c>OutcomeUnknown</c>); nobody agreed (<c>DestructiveChangeNotApproved</c>,
    /// <c>UndoDeclined</c>); nothing can be undone (<c>NothingToUndo</c>). Nothing is recorded then.
    /// </exception>
    public Task<RunOutcome> UndoAsync(string runId, IReadOnlyList<string>? steps, string by, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken) =>
        new RunUndo(this).UndoAsync(runId, steps, by, gatekeeper, observer, cancellationToken);

    /// <summary>Reads where a run stands.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Its state.</returns>
    public async Task<RunState> GetRunAsync(string runId, CancellationToken cancellationToken) =>
        LedgerReader.Fold(runId, await Ledger.ReadAsync(runId, cancellationToken).ConfigureAwait(false));

    /// <summary>Gives the output of a step as its type.</summary>
    /// <typeparam name="TOutput">The operation's output.</typeparam>
    /// <param name="state">The run.</param>
    /// <param name="step">The step's id.</param>
    /// <returns>The output, or null where the step has none.</returns>
    public static TOutput? OutputOf<TOutput>(RunState state, string step)
        where TOutput : class => state.Step(step).OutputAsJson()?.Deserialize<TOutput>(LedgerJson.Options);

    // Gives how it goes on, or null where there is nothing to do.
    private async Task<RunResumption?> CheckResumeAsync(RunState run, ResumeOptions options, CancellationToken cancellationToken)
    {
        if (run.Status == RunStatus.Succeeded && options is { From: null, Migrate: false })
        {
            return null;
        }

        await new RunsInProgress(Ledger).RefuseOthersAsync(run.Created, run.Id, cancellationToken).ConfigureAwait(false);
        RunResumption resumption = await new RunResumer(Service, new RunbookReader(Parser, Operations)).CheckAsync(run, options, cancellationToken).ConfigureAwait(false);

        // What is undone or given up asks nobody and changes nothing new. All else is looked at as it will be once it goes on.
        if (options is not { From: null, Migrate: false } || !run.GoesBack)
        {
            RunState next = resumption.Events.Aggregate(run, (state, happened) => RunTransitions.Apply(state, new LedgerRecord(state.Sequence + 1, Time.GetUtcNow(), happened)));
            GateStarters.Check(resumption.Runbook, next.Created.Parameters, Service, next.Starters, step => next.Step(step).Ended);
            RunCalendar.Check(resumption.Runbook, next.Created.Parameters, this, options.DuringFreeze, step => next.Step(step).Ended);
        }

        return resumption;
    }

    private Task<RunPlan> PlanAsync(Runbook runbook, JsonObject parameters, RunOptions options, IOperationProgress progress, CancellationToken cancellationToken) =>
        new RunPlanner(Context("plan", options.WorkingDirectory, progress) with { DuringFreeze = options.DuringFreeze }).PlanAsync(runbook, parameters, cancellationToken);

    // Before anything begins, the run is planned again; what its steps do is compared once more when their turn comes.
    private async Task<PlanPromise?> HoldToPlanAsync(Runbook runbook, JsonObject parameters, RunOptions options, CancellationToken cancellationToken)
    {
        if (options.Plan is not { } promised)
        {
            return null;
        }

        PlanDocument now = (await PlanAsync(runbook, parameters, options, SilentProgress.Instance, cancellationToken).ConfigureAwait(false)).ToDocument();
        PromiseDrift.Refuse(promised, now, runbook);
        return new PlanPromise(now.Hash, now.Steps);
    }

    internal async Task<RunOutcome> ExecuteAsync(IRunWriter writer, Runbook runbook, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken, CancellationToken drain = default)
    {
        TargetParts parts = new(Ledger, Dispatcher ?? new InProcessDispatcher(this, gatekeeper));
        RunExecutor executor = new(runbook, Context(writer.State), gatekeeper, observer, new TargetUndo(this, gatekeeper), parts) { Drain = drain };
        return new RunOutcome(await executor.ExecuteAsync(writer, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gives what the operations of a run work with.</summary>
    internal OperationContext Context(RunState run) =>
        Context(run.Id, WorkingDirectoryOf(run.Created), SilentProgress.Instance) with { By = run.Created.By, DuringFreeze = run.DuringFreeze };

    // A worker need not have the folder of the machine where the run was started.
    private static string WorkingDirectoryOf(RunCreated created) =>
        created.Parent is null || Directory.Exists(created.WorkingDirectory) ? created.WorkingDirectory : Path.GetTempPath();

    private OperationContext Context(string runId, string workingDirectory, IOperationProgress progress) => new()
    {
        Service = Service,
        Connections = Connections,
        Time = Time,
        History = new LedgerHistory(Ledger),
        WorkingDirectory = workingDirectory,
        RunId = runId,
        Progress = progress,
        AnswerSources = AnswerSources ?? RoomAnswers.Of(Service, Connections),
    };

    private Runbook RunbookOf(IOperation operation, object request)
    {
        JsonObject document = new()
        {
            ["name"] = operation.Id.Replace('/', '-'),
            ["steps"] = new JsonArray(new JsonObject
            {
                ["id"] = "operation",
                ["uses"] = operation.Id,
                ["with"] = StepInputs.Literal(StepInputs.FromRequest(request)),
            }),
        };
        return new RunbookReader(Parser, Operations).Read(document.ToJsonString(LedgerJson.Options), null);
    }

    private IOperation Find(string id) => Operations.Find(id) ?? throw new ArgumentException($"There is no operation '{id}'.", nameof(id));
}
