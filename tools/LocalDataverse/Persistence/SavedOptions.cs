using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalDataverse.Persistence;

/// <summary>Options of an environment as JSON. What belongs to the process and not to the environment is left out.</summary>
internal static class SavedOptions
{
    internal static string Write(EnvironmentOptions options) => JsonSerializer.Serialize(options with { DatabaseFile = null, OperationTimer = null });

    /// <exception cref="JsonException">The text is not one of <see cref="Write"/>.</exception>
    internal static EnvironmentOptions Read(string json)
    {
        var saved = JsonNode.Parse(json)!.AsObject();
        saved.Remove(nameof(EnvironmentOptions.OperationTimer));
        return saved.Deserialize<EnvironmentOptions>() ?? throw new JsonException("There are no options.");
    }
}
