namespace ServiceGuru.Operations;

/// <summary>Where an operation tells how far it is. Calls are cheap and may come from any thread.</summary>
public interface IOperationProgress
{
    /// <summary>Tells what is going on now.</summary>
    /// <param name="message">One line.</param>
    /// <param name="fraction">How much is done, 0 to 1, or null where nobody knows.</param>
    void Report(string message, double? fraction = null);
}
