using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    public static RootCommand Create(HostParts parts, GlobalOptions options)
    {
        VerbRunner runner = new(parts, options);
        RootCommand root = new("ServiceGuru: a team's release ritual as one command that can be watched, stopped, resumed and trusted.");
        options.AddTo(root, parts.CurrentDirectory);
        root.Subcommands.Add(new DemoCommand(runner));
        root.Subcommands.Add(new SandboxCommand(runner, new SandboxDirectory()));
        root.Subcommands.Add(new InitCommand(runner));
        root.Subcommands.Add(new SchemaCommand(runner));
        root.Subcommands.Add(new CompletionCommand(runner));
        root.Subcommands.Add(new PlanCommand(runner));
        root.Subcommands.Add(new RunCommand(runner));
        root.Subcommands.Add(new RunsCommand(runner));
        root.Subcommands.Add(new ShowCommand(runner));
        root.Subcommands.Add(new ResumeCommand(runner));
        root.Subcommands.Add(new AuditCommand(runner));
        root.Subcommands.Add(new ExportCommand(runner));
        root.Subcommands.Add(new PruneCommand(runner));
        root.Subcommands.Add(new ReportCommand(runner));
        root.Subcommands.Add(new WorkerCommand(runner));
        root.Subcommands.Add(new ServeCommand(runner));
        root.Subcommands.Add(new GatesCommand(runner));
        root.Subcommands.Add(new StepCommand(runner));
        root.Subcommands.Add(new Command("snippet", "Saved inputs of single steps; every step of the newest runs is one by itself, as RUN/STEP.")
        {
            new SnippetSaveCommand(runner), new SnippetListCommand(runner), new SnippetShowCommand(runner), new SnippetEditCommand(runner),
            new SnippetSetCommand(runner), new SnippetRunCommand(runner), new SnippetRemoveCommand(runner),
        });
        root.Subcommands.Add(new Command("scenario", "Named sets of a runbook's parameters.")
        {
            new ScenarioListCommand(runner), new ScenarioShowCommand(runner), new ScenarioSaveCommand(runner), new ScenarioRemoveCommand(runner),
        });
        root.Subcommands.Add(new CheckCommand(runner));
        root.Subcommands.Add(new Command("access", "What the tokens and accounts may do.") { new AccessCheckCommand(runner) });
        root.Subcommands.Add(new UndoCommand(runner));
        root.Subcommands.Add(new SteerCommand(
            "pause", "Lets nothing new begin in a run until somebody continues it; what is under way goes on to its end.", "is asked to pause", true, (control, run, by, reason, token) => control.PauseAsync(run, by, reason, token), runner));
        root.Subcommands.Add(new SteerCommand(
            "continue", "Lets a paused run go on.", "is asked to go on", false, (control, run, by, _, token) => control.ContinueAsync(run, by, token), runner));
        root.Subcommands.Add(new SteerCommand(
            "stop", "Ends a run for now: the change in its middle finishes, waits and questions are cut. It can be resumed.", "is asked to stop", true, (control, run, by, reason, token) => control.StopAsync(run, by, reason, token), runner));
        root.Subcommands.Add(new SteerCommand(
            "cancel", "Gives a run up: gates close with a no, what runs always still runs, what is undone automatically is undone.", "is asked to give up", true, (control, run, by, reason, token) => control.CancelAsync(run, by, reason, token), runner));
        root.Subcommands.Add(new DecideCommand(runner));
        root.Subcommands.Add(new ApproveCommand(runner));
        root.Subcommands.Add(new DenyCommand(runner));
        root.Subcommands.Add(new WindowCommand(runner));
        root.Subcommands.Add(new Command("health", "How an environment is.")
        {
            new HealthCommand(runner),
            new HealthPictureCommand<HealthBaseline>(
                "baseline", "Keeps what is wrong with an environment now, so that a later check tells what is new: guru health check ENV --baseline FILE.", "health/baseline", HealthView.Show, runner),
            new HealthPictureCommand<HealthSnapshot>(
                "snapshot", "Keeps all that a check looks at, without secrets, so that the case can be judged elsewhere: guru health check ENV --from FILE.", "health/snapshot", HealthView.Show, runner),
        });
        root.Subcommands.Add(new VersionsCommand(runner));
        root.Subcommands.Add(new Command("topic", "The topics of the channels.") { new TopicSetCommand(runner), new TopicRestoreCommand(runner) });
        root.Subcommands.Add(new Command("message", "Messages to the channels.") { new MessageSendCommand(runner) });
        root.Subcommands.Add(new Command("branches", "The stable branches.")
        {
            new BranchesPendingCommand(runner),
            new BranchesMoveCommand(runner),
            new BranchesRestoreCommand(runner),
            new BranchesRecordCommand(runner),
        });
        root.Subcommands.Add(new Command("packages", "The packages that are built from the stable branches.") { new PackagesWaitCommand(runner) });
        root.Subcommands.Add(new Command("images", "The images of a deployment.") { new ImagesWaitCommand(runner), new ImagesStatusCommand(runner), new ImagesCleanCommand(runner) });
        root.Subcommands.Add(new Command("infrastructure", "The deployment repository: Kubernetes objects and secrets.") { new InfrastructureChangesCommand(runner), new InfrastructureDeployCommand(runner) });
        root.Subcommands.Add(new ImportCommand(runner));
        root.Subcommands.Add(new Command("rollout", "What production runs.")
        {
            new RolloutWaitCommand(runner), new RolloutAssessCommand(runner), new RolloutUndoCommand(runner), new RolloutPreviousCommand(runner),
        });
        root.Subcommands.Add(new Command("pods", "The pods of an environment.") { new PodsRemoveStuckCommand(runner) });
        root.Subcommands.Add(new Command("notes", "Release notes, and the blog post made of them.")
        {
            new NotesListCommand(runner), new NotesBlogPostCommand(runner), new NotesLintCommand(runner), new NotesPublishCommand(runner), new NotesMergeCommand(runner),
        });
        root.Subcommands.Add(new Command("mastodon", "What is told on Mastodon.") { new MastodonDraftCommand(runner), new MastodonPublishCommand(runner) });
        root.Subcommands.Add(new Command("network", "What the clusters reach.") { new NetworkTestCommand(runner), new NetworkRequestCommand(runner) });
        root.Subcommands.Add(new Command("queues", "The task queues.") { new QueuesShowCommand(runner), new QueuesClearCommand(runner) });
        new WordCompletion(parts, options).AddTo(root);
        root.Directives.OfType<SuggestDirective>().Single().Action = new SuggestAction(root, parts.Out);
        return root;
    }

    /// <summary>Gives a command as it is typed, e.g. <c>guru topic set</c>.</summary>
    public static string Path(CommandResult command)
    {
        List<string> names = [];
        for (SymbolResult? result = command; result is CommandResult { Command: not RootCommand } current; result = current.Parent)
        {
            names.Insert(0, current.Command.Name);
        }

        return string.Join(' ', names.Prepend("guru"));
    }
}
