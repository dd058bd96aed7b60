namespace ServiceGuru.Runbooks.State;

/// <summary>An event does not fit the state: the ledger is damaged, or two writers have mixed.</summary>
public sealed class InvalidTransitionException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="InvalidTransitionException"/> class.</summary>
    /// <param name="message">What does not fit.</param>
    public InvalidTransitionException(string message)
        : base(message)
    {
    }
}
