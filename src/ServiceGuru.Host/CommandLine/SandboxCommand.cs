using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Documents;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru sandbox</c>.</summary>
internal sealed class SandboxCommand : VerbCommand
{
    private readonly SandboxDirectory _directory;
    private readonly SandboxWorldOptions _world = new();
    private readonly Option<int> _port = new("--port") { Description = "The port on 127.0.0.1. Default: a free one.", HelpName = "N" };
    private readonly Option<bool> _detach = new("--detach") { Description = "Starts it in the background and returns when it is ready." };
    private readonly Option<TimeSpan?> _lifetime = new("--lifetime") { Description = "It ends by itself after this time, e.g. 30m.", HelpName = "DURATION", CustomParser = Durations.Parse };
    private readonly Option<bool> _background = new("--background") { Hidden = true };
    private readonly SandboxCheck _check = new();

    public SandboxCommand(VerbRunner runner, SandboxDirectory directory)
        : base("sandbox", "Raises a simulated world (git, code host, registry, cluster, chats) until Ctrl+C: to try, to practice, to test.", runner)
    {
        _directory = directory;
        Options.Add(directory.Option);
        _world.AddTo(this);
        Options.Add(_port);
        Options.Add(_detach);
        Options.Add(_lifetime);
        Options.Add(_background);
        Options.Add(_check.Option);
        Subcommands.Add(new SandboxFaultsCommand(runner, directory));
        Subcommands.Add(new SandboxFaultCommand(runner, directory));
        Subcommands.Add(new SandboxRebuildCommand(runner, directory));
        Subcommands.Add(new SandboxSayCommand(runner, directory));
        Subcommands.Add(new SandboxSaidCommand(runner, directory));
        Subcommands.Add(new SandboxStatusCommand(runner, directory));
        Subcommands.Add(new SandboxEffectsCommand(runner, directory));
        Subcommands.Add(new SandboxStopCommand(runner, directory));
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SandboxPlan plan = _world.Read(call, _directory.Of(call)) with
        {
            // Not $SERVICEGURU_SERVICE: that is often the definition which an earlier sandbox wrote.
            Service = call.Service ?? "packit",
            Port = call.Parse.GetValue(_port),
            Lifetime = call.Parse.GetValue(_lifetime),
        };

        // What can be refused is refused here, in words, and not in the log of a process that nobody sees.
        FaultNames.Require(plan.Faults);
        plan = plan with { Service = new DefinitionFiles(call.Settings).FindService(plan.Service) };
        if (_check.IsAsked(call))
        {
            await SandboxFolder.RequireFreeAsync(plan.Directory, cancellationToken).ConfigureAwait(false);
            return SandboxCheck.Pass(call);
        }

        if (call.Parse.GetValue(_background))
        {
            return await KeepInBackgroundAsync(call, plan, cancellationToken).ConfigureAwait(false);
        }

        if (call.Parse.GetValue(_detach))
        {
            SandboxFile file = await new DetachedSandbox(call.Parts.Self, call.Parts.Time).StartAsync(plan, cancellationToken).ConfigureAwait(false);
            return call.Show(file, screen => Tell(screen, call, file, "It runs in the background. Stop it with:"));
        }

        await new SandboxKeeper(call.Settings, call.Parts.Time).KeepAsync(plan, file => Tell(call, file), cancellationToken).ConfigureAwait(false);
        call.Notes.Line("The sandbox has ended; its files are still there.");
        return Sessions.ExitCodes.Done;
    }

    private static async Task<int> KeepInBackgroundAsync(VerbCall call, SandboxPlan plan, CancellationToken cancellationToken)
    {
        call.Parts.LeaveTerminal();
        Directory.CreateDirectory(plan.Directory);
        StreamWriter log = new(DetachedSandbox.LogIn(plan.Directory)) { AutoFlush = true };
        await using (log.ConfigureAwait(false))
        {
            try
            {
                await new SandboxKeeper(call.Settings, call.Parts.Time).KeepAsync(plan, file => log.WriteLine($"ready at {file.Url}"), cancellationToken).ConfigureAwait(false);
                await log.WriteLineAsync("ended").ConfigureAwait(false);
                return Sessions.ExitCodes.Done;
            }
            catch (Exception error)
            {
                await log.WriteLineAsync(Describe(error)).ConfigureAwait(false);
                throw;
            }
        }
    }

    // The log is what people get to see of it; of what has words of its own they need no stack.
    private static string Describe(Exception error) => error switch
    {
        GuruException refused => refused.Failure.ToString(),
        InvalidDocumentException invalid => string.Join(Environment.NewLine, invalid.Diagnostics),
        _ => error.ToString(),
    };

    private static void Tell(VerbCall call, SandboxFile file)
    {
        call.WriteJson(new Answer { ExitCode = Sessions.ExitCodes.Done, Result = file });
        Tell(call.Screen, call, file, "It runs until Ctrl+C, or from another terminal:");
    }

    private static void Tell(IScreen screen, VerbCall call, SandboxFile file, string end)
    {
        screen.Line(new Piece("✓ ", Tone.Good), $"The sandbox is ready at {file.Url}");
        screen.Line();
        screen.Line(new Piece("# use it", Tone.Dim));
        screen.Line($"export KUBECONFIG={file.Kubeconfig}");
        screen.Line($"export SERVICEGURU_SERVICE={file.Service}");
        screen.Line(call.Parts.Self.Line("plan", "weekly-production"));
        screen.Line();
        screen.Line(new Piece("# break it", Tone.Dim));
        screen.Line(call.Parts.Self.Line("sandbox", "faults", "--directory", file.Directory));
        screen.Line();
        screen.Line(new Piece($"# {end}", Tone.Dim));
        screen.Line(call.Parts.Self.Line("sandbox", "stop", "--directory", file.Directory));
    }
}
