namespace ServiceGuru.Runbooks;

/// <summary>The type of a runbook's parameter.</summary>
public enum ParameterType
{
    /// <summary>A text.</summary>
    String,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A list: texts separated by commas or line ends, or a JSON array.</summary>
    List,
}
