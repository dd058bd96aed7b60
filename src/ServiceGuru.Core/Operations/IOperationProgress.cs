namespace ServiceGuru.Operations;

/// <summary>Where an operation tells how far it is. Calls are cheap and may come from any thread.</summary>
public interface IOperationProgress
{
    /// <summary>Tells what is going on now.</summary>
    /// <param name="message">One line.</param>
    /// <param name="fraction">How much is done, 0 to 1, or null where nobody knows.</param>
    void Report(string message, double? fraction = null);

    /// <summary>Hands over a part of the output that will not change any more, so that nobody waits for the whole of it.</summary>
    /// <param name="item">The part, as it will stand in the output.</param>
    void Found(object item)
    {
    }
}
