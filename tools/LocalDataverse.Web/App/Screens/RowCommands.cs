using System.Linq;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.App.Screens;

/// <summary>What the platform's own commands do with a row.</summary>
internal static class RowCommands
{
    const int Active = 0;
    const int Inactive = 1;

    /// <summary>As the command Deactivate does: an update of the state with its default status reason.</summary>
    /// <remarks>Requests: 1. https://learn.microsoft.com/power-apps/developer/data-platform/special-update-operation-behavior</remarks>
    public static void Deactivate(AppUser user, Table table, System.Guid id) => SetState(user, table, id, Inactive);

    /// <summary>As the command Activate does.</summary>
    public static void Activate(AppUser user, Table table, System.Guid id) => SetState(user, table, id, Active);

    static void SetState(AppUser user, Table table, System.Guid id, int state)
    {
        var row = new Entity(table.Name, id) { [table.State!.Name] = new OptionSetValue(state) };
        var reason = table.State.Option(state)?.DefaultStatus ?? table.Status?.Options.FirstOrDefault(option => option.State == state)?.Value;
        if (table.Status is { } status && reason is { } value) row[status.Name] = new OptionSetValue(value);
        user.Service.Update(row);
    }
}
