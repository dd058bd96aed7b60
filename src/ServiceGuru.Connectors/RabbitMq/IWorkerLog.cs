using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Hears what a worker does. Calls come from any thread and must be quick.</summary>
public interface IWorkerLog
{
    /// <summary>It takes work from the queue.</summary>
    void Connected();

    /// <summary>It can't work now, and tries again.</summary>
    /// <param name="trouble">Why, one line.</param>
    /// <param name="retry">When it tries again.</param>
    void Trouble(string trouble, TimeSpan retry);

    /// <summary>It begins with work.</summary>
    void Begun(TargetWork work);

    /// <summary>Work has come to an end.</summary>
    void Ended(TargetWork work, WorkResult result);

    /// <summary>A message is parked.</summary>
    /// <param name="target">The target's run, or null where the message does not tell.</param>
    /// <param name="reason">Why.</param>
    void Parked(string? target, string reason);
}
