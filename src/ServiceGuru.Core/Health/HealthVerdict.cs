namespace ServiceGuru.Health;

/// <summary>How something is. Only <see cref="Healthy"/> is a yes.</summary>
public enum HealthVerdict
{
    /// <summary>As it should be; warnings may stand beside it.</summary>
    Healthy,

    /// <summary>Not as it should be, but in a state that often heals by itself and whose grace has not passed.</summary>
    Degraded,

    /// <summary>Nobody can tell: a source could not be read.</summary>
    Unknown,

    /// <summary>Broken.</summary>
    Unhealthy,
}
