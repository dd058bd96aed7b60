using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Serving;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Host.Telemetry;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru serve</c>.</summary>
internal sealed class ServeCommand : VerbCommand
{
    private readonly ServeOptions _options = new();
    private readonly Option<string?> _metrics = MetricsOption.Create();

    public ServeCommand(VerbRunner runner)
        : base("serve", "Serves a page and an API over the recorded runs: watch them, answer gates, decide, stop. Until Ctrl+C.", runner)
    {
        _options.AddTo(this);
        Options.Add(_metrics);
        Subcommands.Add(new Command("token", "Who may use the page: personal tokens.")
        {
            new ServeTokenAddCommand(runner, _options), new ServeTokenListCommand(runner, _options), new ServeTokenRevokeCommand(runner, _options),
        });
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string? service = call.Service is null ? null : (await call.OpenAsync(call.Service, cancellationToken).ConfigureAwait(false)).Service.Name;
        ServingOptions options = _options.Read(call, service);
        FirstToken? first = null;
        if (_options.DefaultTokens(call) && options.IdentityHeader is null && options.Tokens.Entries.Count == 0 && !File.Exists(_options.TokenPath(call)))
        {
            first = await FirstToken.MakeAsync(_options.TokenPath(call), call.Parts.User, call.Parts.Time, cancellationToken).ConfigureAwait(false);
            options = options with { Tokens = TokenBook.OfFile(_options.TokenPath(call)) };
        }

        await using MetricsEndpoint? metrics = await MetricsOption.StartAsync(call, _metrics, cancellationToken).ConfigureAwait(false);
        PageServer server = await PageServer.StartAsync(options, call.Ledger, call.Parts.Time, line => call.Notes.Line(line), cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            Tell(call, server, options, first);
            TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration stop = cancellationToken.Register(() => end.SetResult());
            await end.Task.ConfigureAwait(false);
        }

        return ExitCodes.Done;
    }

    private static void Tell(VerbCall call, PageServer server, ServingOptions options, FirstToken? first)
    {
        string? link = first is null ? null : server.SignInLink(first.Entry).ToString();
        call.WriteJson(new Answer { ExitCode = ExitCodes.Done, Result = new { Url = server.Url.ToString(), SignIn = link, TokenFile = first?.SecretPath } });
        call.Screen.Line(new Piece("✓ ", Tone.Good), $"The page is at {server.Url}");
        if (first is not null)
        {
            call.Screen.Line($"  Sign in as {first.Entry.Name}, once and within {SignInCodes.Lifetime.TotalMinutes:0} minutes: ", link);
            call.Screen.Line($"  Your token for later, readable for you only, lies in {first.SecretPath}");
        }
        else if (options.IdentityHeader is { } header)
        {
            call.Screen.Line($"  Who somebody is, {header} says, from {string.Join(", ", options.TrustedProxies)} only.");
        }
        else
        {
            call.Screen.Line("  Sign in with your token; another one: ", call.Parts.Self.Line("serve", "token", "add", "NAME"));
        }

        if (!options.OnLoopback && options.TrustedProxies.Count == 0)
        {
            call.Notes.Line(new Piece("! ", Tone.Warn), "Plain HTTP: tokens can be read on the way.");
        }

        call.Screen.Line(new Piece("  Ctrl+C ends it; runs go on without it.", Tone.Dim));
    }
}
