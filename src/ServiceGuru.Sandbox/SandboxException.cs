namespace ServiceGuru.Sandbox;

/// <summary>The sandbox could not be raised or went down; the message says what failed and what to do.</summary>
/// <param name="errorId">A stable id, e.g. <c>Sandbox.GitFailed</c>.</param>
/// <param name="message">What failed, on what, why, and what to do next.</param>
/// <param name="innerException">The cause, if another exception is it.</param>
public sealed class SandboxException(string errorId, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Gets the stable id.</summary>
    public string ErrorId { get; } = errorId;
}
