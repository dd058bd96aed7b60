namespace ServiceGuru.Health;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Does not heal without somebody acting; counts at once.</summary>
    Terminal,

    /// <summary>Often heals by itself; counts when its grace has passed.</summary>
    AfterGrace,

    /// <summary>Worth knowing; never counts.</summary>
    Warning,
}
