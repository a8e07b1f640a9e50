using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Callers;

/// <summary>The tokens by which callers show as which user they act: new ones at each start, kept nowhere.</summary>
public sealed class BearerTokens
{
    const int Bytes = 32;
    const string Scheme = "Bearer ";

    readonly Dictionary<string, Guid> users = new(StringComparer.Ordinal);

    BearerTokens(IReadOnlyList<IssuedToken> issued)
    {
        Issued = issued;
        foreach (var token in issued) users.Add(Hash(token.Value), token.UserId);
    }

    /// <summary>One token for each user, by name.</summary>
    public IReadOnlyList<IssuedToken> Issued { get; }

    /// <summary>New random tokens for all enabled users of an environment.</summary>
    public static BearerTokens Issue(LocalEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet("fullname", "isdisabled") };
        query.AddOrder("fullname", OrderType.Ascending);
        var system = environment.Organization.SystemUserId;
        return new BearerTokens(
        [
            .. environment.Administrator.RetrieveMultiple(query).Entities
                .Where(user => user.Id != system && !user.GetAttributeValue<bool>("isdisabled"))
                .Select(user => new IssuedToken(user.GetAttributeValue<string>("fullname"), user.Id, Random())),
        ]);
    }

    /// <summary>The user of a header Authorization. Null: the header is missing, or no token of this start is in it.</summary>
    public Guid? UserOf(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true && users.TryGetValue(Hash(authorization[Scheme.Length..].Trim()), out var user) ? user : null;

    static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // Looked up by its hash, so that the time of a look-up tells nothing of the token.
    static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A token of a user.</summary>
/// <param name="User">Full name.</param>
/// <param name="UserId">systemuserid.</param>
/// <param name="Value">The token itself: whoever has it acts as the user.</param>
public sealed record IssuedToken(string User, Guid UserId, string Value);
