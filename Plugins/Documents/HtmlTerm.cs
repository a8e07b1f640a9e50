namespace Offboarding.Plugins.Documents;

/// <summary>A term of a definition list and what it means.</summary>
/// <param name="Name">The term.</param>
/// <param name="Value">Its value, with the row that it comes from.</param>
public sealed record HtmlTerm(string Name, HtmlLine Value);
