using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

/// <summary>A run that waits at a gate which is asked in the Matrix room and in the Slack channel of the sandbox.</summary>
internal sealed class GateRooms(SandboxFixture world)
{
    public const string Laura = "@laura:fedora.im";
    public const string Maja = "U0MAJA";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Nobody Face { get; private set; } = new();

    /// <summary>Packit with two people: one has an identity in Matrix, the other in Slack.</summary>
    public static ServiceDefinition WithPeople(ServiceDefinition service) => service with
    {
        People =
        [
            new PersonDefinition { Id = "laura", Matrix = Laura, Logins = ["laura"] },
            new PersonDefinition { Id = "maja", Slack = Maja, Logins = ["maja"] },
        ],
    };

    public static string Book(string terms = "need: 2") => $$"""
        name: release
        steps:
          - id: go
            uses: gate/approval
            with: { question: "Is it safe to deploy?", show: ["packit 1.2.3 goes live"], notify: [matrix, slack], {{terms}} }
          - id: topic
            uses: notice/message
            with: { text: "We are deploying.", channels: [slack] }
        """;

    public async Task<Task<RunState>> StartAsync(string terms = "need: 2", params string[] rooms)
    {
        ServiceSession session = await world.OpenAsync();
        Runbook runbook = new RunbookReader(session.Parser, session.Operations).Read(Book(terms), null);
        Task<RunState> run = WaitAsync(session.RunAsync(runbook, new RunOptions { By = "robot", WorkingDirectory = world.WorkingDirectory }, Face, Face, CancellationToken.None));
        await AskedAsync(rooms.Length == 0 ? ["matrix", "slack"] : rooms);
        return run;
    }

    public async Task<Task<RunState>> ResumeAsync(string run)
    {
        Face = new Nobody();
        ServiceSession session = await world.OpenAsync();
        return WaitAsync(session.ResumeAsync(run, "robot", Face, Face, CancellationToken.None));
    }

    public Task AskedAsync(params string[] rooms) => UntilAsync(() => rooms.All(room => Questions(room).Count > 0));

    /// <summary>The gate's questions in a room: what was said in the room itself.</summary>
    public IReadOnlyList<RoomMessage> Questions(string room) => [.. world.Sandbox.SaidIn(room).Where(message => message.ReplyTo is null && message.Text.Contains("Is it safe to deploy?", StringComparison.Ordinal))];

    /// <summary>What was said below the question by us.</summary>
    public IReadOnlyList<string> Told(string room) => [.. world.Sandbox.SaidIn(room).Where(message => message.ReplyTo is not null && (message.Sender is "@service-guru:fedora.im" or "U0SERVGURU")).Select(message => message.Text)];

    public string Say(string room, string user, string text) => world.Sandbox.Act(new RoomAct { Room = room, As = user, Text = text, To = Questions(room)[^1].Id });

    public string React(string room, string user, string emoji) => world.Sandbox.Act(new RoomAct { Room = room, As = user, React = emoji, To = Questions(room)[^1].Id });

    /// <summary>Waits for what comes about in another task or process.</summary>
    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Waits for what comes about in another task or process.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<RunState> WaitAsync(Task<RunOutcome> run) => (await run.WaitAsync(Patience)).State;
}
