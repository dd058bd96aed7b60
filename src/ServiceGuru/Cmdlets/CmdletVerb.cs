namespace ServiceGuru.Cmdlets;

/// <summary>A verb of <c>guru</c> and the cmdlet that does the same.</summary>
/// <param name="Verb">The verb, e.g. <c>rollout undo</c>.</param>
/// <param name="Cmdlet">The cmdlet, with what is always given.</param>
/// <param name="Arguments">The parameter of each argument, in order; empty for one that needs no name.</param>
internal sealed record CmdletVerb(string Verb, string Cmdlet, params string[] Arguments);
