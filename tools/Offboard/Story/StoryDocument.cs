namespace Offboard.Story;

/// <summary>A document that the solution wrote in a story.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Html">Its content.</param>
internal sealed record StoryDocument(string Name, string Html);
