using System.Text.Json;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// The message that hands a target's work over: ids and nothing else. What is to be done stands in the ledger, so a message
/// that is lost, doubled or late does no harm, and nobody who reads the queue learns anything.
/// </summary>
/// <param name="Protocol">The version of the message.</param>
/// <param name="Run">The run that the target belongs to.</param>
/// <param name="Step">Its step.</param>
/// <param name="Target">The run of the target.</param>
/// <param name="Service">The service.</param>
/// <param name="After">The newest record of the target's run when it was handed over.</param>
/// <param name="Wanted">Whether a person asks for it.</param>
internal sealed record WorkMessage(int Protocol, string Run, string Step, string Target, string Service, long After, bool Wanted)
{
    /// <summary>The version that this program writes and reads.</summary>
    public const int Current = 1;

    private const int LongestName = 200;

    /// <summary>Writes a message.</summary>
    public static byte[] Write(TargetWork work) => JsonSerializer.SerializeToUtf8Bytes(
        new WorkMessage(Current, work.Run, work.Step, work.Target, work.Service, work.After, work.Wanted), LedgerJson.Options);

    /// <summary>Reads a message; gives null where it is none, and why.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="reason">Why it can't be carried out, or null where it can; the work may be known all the same.</param>
    public static TargetWork? Read(ReadOnlySpan<byte> body, out string? reason)
    {
        WorkMessage? message;
        try
        {
            message = JsonSerializer.Deserialize<WorkMessage>(body, LedgerJson.Options);
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message is not { Run: not null, Step: not null, Service.Length: > 0 and <= LongestName } || !RunIds.IsValid(message.Target)
            || RunIds.ParentOf(message.Target) != message.Run || RunIds.StepOf(message.Target) != message.Step)
        {
            reason = "it is no message of ServiceGuru";
            return null;
        }

        reason = message.Protocol == Current ? null : $"it has protocol version {message.Protocol}, and this worker knows {Current}";
        return new TargetWork(message.Run, message.Step, message.Target, message.Service, message.After) { Wanted = message.Wanted };
    }
}
