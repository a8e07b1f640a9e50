using System;
using System.Collections.Generic;

namespace LocalDataverse.Pipeline;

/// <summary>Messages of the platform that steps can be registered for.</summary>
/// <remarks>
/// Solutions name messages by id, and these ids are the same in every organisation. Only ids seen in exports of real organisations stand here;
/// other messages have an id that differs from environment to environment, so that nobody leans on an invented one.
/// </remarks>
internal static class SystemMessages
{
    const string Tail = "-ea3e-db11-86a7-000a3a5473e8";

    internal static IReadOnlyDictionary<string, Guid> KnownIds { get; } = new Dictionary<string, Guid>(StringComparer.Ordinal)
    {
        ["Create"] = new("9ebdbb1b" + Tail),
        ["Update"] = new("20bebb1b" + Tail),
        ["Delete"] = new("a1bdbb1b" + Tail),
        ["SetState"] = new("1cbebb1b" + Tail),
        ["SetStateDynamicEntity"] = new("1dbebb1b" + Tail),
        ["Merge"] = new("dbbdbb1b" + Tail),
        ["Associate"] = new("16e7c888-3b24-448b-b7da-ebfe9b681762"),
        ["Disassociate"] = new("bdfc191d-fc56-493a-a6b1-cb0c47a22ecc"),
    };

    internal static IReadOnlyList<string> Others { get; } = ["Assign", "CreateMultiple", "GrantAccess", "ModifyAccess", "Retrieve", "RetrieveMultiple", "RevokeAccess", "Send", "UpdateMultiple"];

    /// <summary>Pairs of message and table that are known before a step of a solution asks for them: steps are registered for them by their names. Online every pair is.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Filters { get; } = [new("Send", "email"), new("Create", "lead"), new("Create", "incident")];

    /// <summary>Properties that images can be taken of, by message.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in#define-entity-images</remarks>
    internal static IReadOnlyDictionary<string, ImageSupport> Images { get; } = new Dictionary<string, ImageSupport>(StringComparer.Ordinal)
    {
        ["Assign"] = new(["Target"], Pre: true, Post: true),
        ["Create"] = new(["Target", "id"], Pre: false, Post: true),
        ["CreateMultiple"] = new(["Targets", "Ids"], Pre: false, Post: true),
        ["Delete"] = new(["Target"], Pre: true, Post: false),
        ["Merge"] = new(["Target", "SubordinateId"], Pre: true, Post: true),
        ["Send"] = new(["EmailId"], Pre: true, Post: true),
        ["SetState"] = new(["EntityMoniker"], Pre: true, Post: true),
        ["SetStateDynamicEntity"] = new(["EntityMoniker"], Pre: true, Post: true),
        ["Update"] = new(["Target"], Pre: true, Post: true),
        ["UpdateMultiple"] = new(["Targets"], Pre: true, Post: true),
    };
}

/// <summary>Which images a message can give.</summary>
internal sealed record ImageSupport(IReadOnlyList<string> Properties, bool Pre, bool Post);
