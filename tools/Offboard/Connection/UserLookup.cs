using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Connection;

/// <summary>Finds the user that somebody named on the command line.</summary>
internal static class UserLookup
{
    /// <summary>Id of the enabled user with this full name, user name, e-mail address or id. Sends one request.</summary>
    /// <exception cref="CommandFailure">None or several are called so.</exception>
    public static Guid Find(IOrganizationService service, string user)
    {
        var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet("fullname"), TopCount = 2 };
        query.Criteria.AddCondition("isdisabled", ConditionOperator.NotEqual, true);
        var called = query.Criteria.AddFilter(LogicalOperator.Or);
        if (Guid.TryParse(user, out var id)) called.AddCondition("systemuserid", ConditionOperator.Equal, id);
        foreach (var column in new[] { "fullname", "domainname", "internalemailaddress" }) called.AddCondition(column, ConditionOperator.Equal, user);

        var found = service.RetrieveMultiple(query).Entities;
        return found.Count switch
        {
            1 => found[0].Id,
            0 => throw new CommandFailure($"--as {user}: there is no enabled user of this full name, user name, e-mail address or id.", "Check the spelling."),
            _ => throw new CommandFailure($"--as {user}: more than one user is called so.", "Give the user name or the id."),
        };
    }
}
