using ServiceGuru.Operations;

namespace ServiceGuru.Notices;

/// <summary>
/// The idempotency key of a message: run, step and channel. The same after a crash and in a later attempt, which plans
/// anew and must not say again what was heard.
/// </summary>
internal static class MessageKey
{
    public static string Of(Change change, OperationContext context) => $"{context.RunId}-{context.Step}-{change.Target}";
}
