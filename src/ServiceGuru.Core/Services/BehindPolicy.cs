namespace ServiceGuru.Services;

/// <summary>What it means for an environment's health that it lacks commits of its branch.</summary>
public enum BehindPolicy
{
    /// <summary>Nothing: nobody compares.</summary>
    Ignore,

    /// <summary>Worth knowing.</summary>
    Warn,

    /// <summary>Unhealthy, once the commits of a repository that builds its own images wait for longer than <see cref="HealthPolicy.BehindGrace"/>.</summary>
    Block,
}
