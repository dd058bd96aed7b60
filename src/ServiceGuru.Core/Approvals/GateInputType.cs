namespace ServiceGuru.Approvals;

/// <summary>What a gate asks for.</summary>
public enum GateInputType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of several texts.</summary>
    Choice,
}
