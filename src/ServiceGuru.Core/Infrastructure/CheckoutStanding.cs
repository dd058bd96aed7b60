namespace ServiceGuru.Infrastructure;

/// <summary>What there is where the checkout should be.</summary>
public enum CheckoutStanding
{
    /// <summary>A clone of the deployment repository.</summary>
    Ready,

    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A folder that is no work tree's root.</summary>
    NoRepository,

    /// <summary>A clone of something else.</summary>
    Foreign,
}
