namespace ServiceGuru.Approvals;

/// <summary>Where an identity comes from; the same text of two kinds is two identities.</summary>
public enum IdentityKind
{
    /// <summary>The login of a process: <c>user@host</c>.</summary>
    Login,

    /// <summary>A mail address that a trusted proxy tells.</summary>
    Email,

    /// <summary>A Matrix user id.</summary>
    Matrix,

    /// <summary>A Slack user id.</summary>
    Slack,

    /// <summary>A GitHub login.</summary>
    Github,
}
