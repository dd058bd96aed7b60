namespace ServiceGuru.Sandbox.World;

/// <summary>Records what clients change, so that a test can say "exactly once".</summary>
internal interface IEffectLog
{
    /// <summary>Records one effect. Thread-safe.</summary>
    void Record(string system, string action, string target, string? detail = null);
}
