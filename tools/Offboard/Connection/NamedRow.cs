using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Connection;

/// <summary>A row that somebody names by the number that the product gives it, or by its id.</summary>
/// <param name="Table">Logical name; the number is in off_name.</param>
/// <param name="Option">The option that names it, for errors.</param>
/// <param name="What">What it is, with its article.</param>
/// <param name="Example">A number as people see it.</param>
internal sealed record NamedRow(string Table, string Option, string What, string Example)
{
    /// <summary>Finds it. Sends one request.</summary>
    /// <exception cref="CommandFailure">There is none for this user, or several have the number.</exception>
    public Entity Find(IOrganizationService service, string number, params string[] columns)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(["off_name", .. columns]), TopCount = 2 };
        if (Guid.TryParse(number, out var id)) query.Criteria.AddCondition(Table + "id", ConditionOperator.Equal, id);
        else query.Criteria.AddCondition("off_name", ConditionOperator.Equal, number);

        var found = service.RetrieveMultiple(query).Entities;
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailure($"{Option} {number}: there is no such {What}.", $"Give its number, such as {Example}, or its id."),
            _ => throw new CommandFailure($"{Option} {number}: more than one {What} has this number.", "Give its id."),
        };
    }
}
