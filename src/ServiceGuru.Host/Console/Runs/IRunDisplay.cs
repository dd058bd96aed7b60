using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Host.Console.Runs;

/// <summary>Shows a run while it goes on. Dispose it before anything else is written.</summary>
internal interface IRunDisplay : IRunObserver, IAsyncDisposable
{
    /// <summary>Gets the run's id; null before its first record.</summary>
    string? RunId { get; }

    /// <summary>Clears the place for a question, asks it, and shows the run again.</summary>
    Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken);

    /// <summary>Tells that the run was asked to stop.</summary>
    void Stopping();
}
