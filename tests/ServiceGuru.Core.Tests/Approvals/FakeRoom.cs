using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>A room with the answers that a test puts there.</summary>
internal sealed class FakeRoom : IAnswerSource
{
    public string Name { get; init; } = "matrix";

    public IReadOnlyList<GateAnswer> Answers { get; set; } = [];

    public Func<Exception>? Trouble { get; set; }

    public List<string> Told { get; } = [];

    public Task<IReadOnlyList<GateAnswer>> ReadAsync(string runId, GateOpened gate, DateTimeOffset openedAt, CancellationToken cancellationToken) =>
        Trouble is null ? Task.FromResult(Answers) : Task.FromException<IReadOnlyList<GateAnswer>>(Trouble());

    public Task TellAsync(string runId, GateOpened gate, GateAnswered answer, CancellationToken cancellationToken)
    {
        Told.Add($"{answer.Key}: {answer.Refused}");
        return Task.CompletedTask;
    }
}
