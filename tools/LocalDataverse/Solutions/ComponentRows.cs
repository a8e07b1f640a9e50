using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Solutions;

/// <summary>Writes the rows that a solution consists of.</summary>
internal sealed class ComponentRows(SolutionPackage package, SystemRows rows, Organization organization)
{
    readonly List<ImportedComponent> components = [];

    internal IReadOnlyList<ImportedComponent> Write()
    {
        WriteSolution();
        foreach (var table in package.Tables)
        {
            Note("Table", table.Table.Name, table.IsNew);
            foreach (var column in table.Own)
            {
                Note("Column", $"{table.Table.Name}.{column.Name}", table.IsNew || !Knows(table.Table.Name, column.Name));
            }
        }

        foreach (var relationship in package.Relationships)
        {
            Note("Relationship", relationship.Name, organization.Store.Catalog.TryRelationship(relationship.Name) is null);
        }
        foreach (var choice in package.GlobalChoices) Note("Choice", choice, package.Tables.All(table => table.IsNew));
        foreach (var assembly in package.Assemblies) WriteAssembly(assembly);
        foreach (var api in package.CustomApis) WriteMessage(api);
        foreach (var step in package.Steps) WriteStep(step);
        foreach (var variable in package.Variables) WriteVariable(variable);
        foreach (var role in package.Roles) WriteRole(role);
        foreach (var profile in package.Profiles) WriteProfile(profile);
        new ScreenRows(package.Screens, rows, organization, package.Manifest.IsManaged, Note).Write();
        return components;
    }

    void WriteSolution()
    {
        var manifest = package.Manifest;
        var publisher = IdOf("publisher", "uniquename", manifest.Publisher.UniqueName);
        rows.Write(
            "publisher",
            publisher,
            ("uniquename", manifest.Publisher.UniqueName),
            ("friendlyname", manifest.Publisher.FriendlyName),
            ("customizationprefix", manifest.Publisher.Prefix),
            ("customizationoptionvalueprefix", manifest.Publisher.OptionValuePrefix));
        var isNew = rows.Write(
            "solution",
            IdOf("solution", "uniquename", manifest.UniqueName),
            ("uniquename", manifest.UniqueName),
            ("friendlyname", manifest.Names.InLanguage(organization.Options.BaseLanguage) ?? manifest.UniqueName),
            ("description", manifest.Descriptions.InLanguage(organization.Options.BaseLanguage)),
            ("version", manifest.Version.ToString()),
            ("ismanaged", manifest.IsManaged),
            ("isvisible", true),
            ("installedon", organization.Clock.UtcNow),
            ("publisherid", new Reference("publisher", publisher)));
        Note("Solution", manifest.UniqueName, isNew);
    }

    void WriteAssembly(AssemblyDefinition assembly)
    {
        var name = new AssemblyName(assembly.FullName);
        var token = Convert.ToHexStringLower(name.GetPublicKeyToken()!);
        var isNew = rows.Write(
            "pluginassembly",
            assembly.Id,
            ("name", name.Name),
            ("version", name.Version!.ToString()),
            ("major", name.Version.Major),
            ("minor", name.Version.Minor),
            ("culture", "neutral"),
            ("publickeytoken", token),
            ("isolationmode", 2),
            ("sourcetype", 0),
            ("ismanaged", package.Manifest.IsManaged));
        Note("Plug-in assembly", name.Name!, isNew);
        foreach (var type in assembly.Types)
        {
            var isNewType = rows.Write(
                "plugintype",
                type.Id,
                ("name", type.Name),
                ("typename", type.TypeName),
                ("friendlyname", type.FriendlyName),
                ("assemblyname", name.Name),
                ("version", name.Version.ToString()),
                ("culture", "neutral"),
                ("publickeytoken", token),
                ("isworkflowactivity", type.IsWorkflowActivity),
                ("workflowactivitygroupname", type.WorkflowActivityGroup),
                ("ismanaged", package.Manifest.IsManaged),
                ("pluginassemblyid", new Reference("pluginassembly", assembly.Id)));
            Note("Plug-in type", type.TypeName, isNewType);
        }
    }

    void WriteMessage(CustomApiDefinition api) =>
        Note(
            "Custom API",
            api.UniqueName,
            rows.Write("sdkmessage", IdOf("sdkmessage", "name", api.UniqueName), ("name", api.UniqueName), ("isprivate", api.IsPrivate)));

    void WriteStep(StepDefinition step)
    {
        var type = new Reference("plugintype", PackageRules.TypeOf(step, package, rows.Transaction).Id);
        var isNew = rows.Write(
            "sdkmessageprocessingstep",
            step.Id,
            ("name", step.Name),
            ("sdkmessageid", new Reference("sdkmessage", step.MessageId)),
            ("sdkmessagefilterid", step.Table is null ? null : new Reference("sdkmessagefilter", FilterOf(step.MessageId, step.Table))),
            ("eventhandler", type),
            ("plugintypeid", type),
            ("stage", step.Stage),
            ("mode", step.IsAsync ? 1 : 0),
            ("rank", step.Rank),
            ("filteringattributes", step.Columns.Count == 0 ? null : string.Join(',', step.Columns)),
            ("configuration", step.Configuration),
            ("impersonatinguserid", step.RunAsUser is { } user ? new Reference("systemuser", UserNamed(user, step)) : null),
            ("asyncautodelete", step.AutoDelete),
            ("supporteddeployment", 0),
            ("ismanaged", package.Manifest.IsManaged));
        if (isNew || organization.Options.ActivateSteps) SetEnabled(step.Id, organization.Options.ActivateSteps);

        WriteImages(step);
        Note("Plug-in step", step.Name, isNew);
    }

    void SetEnabled(Guid stepId, bool enabled) =>
        rows.Write("sdkmessageprocessingstep", stepId, ("statecode", enabled ? 0 : 1), ("statuscode", enabled ? 1 : 2));

    void WriteImages(StepDefinition step)
    {
        var table = rows.Transaction.Catalog.Table("sdkmessageprocessingstepimage");
        var kept = step.Images.Select(image => image.Id).ToHashSet();
        foreach (var old in rows.Transaction.Lookup(table, table.Column("sdkmessageprocessingstepid"), step.Id).Where(row => !kept.Contains(row.Id)).ToList())
        {
            rows.Delete(table.Name, old.Id);
        }

        foreach (var image in step.Images)
        {
            rows.Write(
                table.Name,
                image.Id,
                ("name", image.Name),
                ("entityalias", image.Alias),
                ("imagetype", image.Type),
                ("messagepropertyname", image.Property),
                ("attributes", image.Columns.Count == 0 ? null : string.Join(',', image.Columns)),
                ("sdkmessageprocessingstepid", new Reference("sdkmessageprocessingstep", step.Id)));
        }
    }

    void WriteVariable(EnvironmentVariableDefinition variable)
    {
        var isNew = rows.Write(
            "environmentvariabledefinition",
            IdOf("environmentvariabledefinition", "schemaname", variable.SchemaName),
            ("schemaname", variable.SchemaName),
            ("displayname", variable.DisplayName),
            ("type", variable.Type),
            ("defaultvalue", variable.Default),
            ("isrequired", variable.IsRequired),
            ("ismanaged", package.Manifest.IsManaged));
        Note("Environment variable", variable.SchemaName, isNew);
    }

    void WriteRole(RoleDefinition role)
    {
        var known = rows.Transaction.Find(rows.Transaction.Catalog.Table("role"), role.Id) is not null;
        new UserRows(organization, rows).AddRole(
            role.Id, role.Name, role.Privileges.Select(privilege => KeyValuePair.Create(privilege.Name, privilege.Depth)));
        Note("Role", role.Name, !known);
    }

    /// <summary>Who belongs to the profile stays; what it allows is as in the zip.</summary>
    void WriteProfile(ColumnProfileDefinition profile)
    {
        var isNew = rows.Write("fieldsecurityprofile", profile.Id, ("name", profile.Name), ("description", profile.Description));
        var table = rows.Transaction.Catalog.Table("fieldpermission");
        foreach (var old in rows.Transaction.Lookup(table, table.Column("fieldsecurityprofileid"), profile.Id).ToList()) rows.Delete(table.Name, old.Id);
        foreach (var permission in profile.Permissions)
        {
            rows.Write(
                table.Name,
                organization.Ids.Next(),
                ("fieldsecurityprofileid", new Reference("fieldsecurityprofile", profile.Id)),
                ("entityname", permission.Table),
                ("attributelogicalname", permission.Column),
                ("canread", permission.CanRead),
                ("canupdate", permission.CanUpdate),
                ("cancreate", permission.CanCreate));
        }

        Note("Column security profile", profile.Name, isNew);
    }

    Guid FilterOf(Guid messageId, string table)
    {
        var filters = rows.Transaction.Catalog.Table("sdkmessagefilter");
        var known = rows.Find("sdkmessagefilter", "primaryobjecttypecode", table).FirstOrDefault(row => row.Lookup(filters.Column("sdkmessageid"))?.Id == messageId);
        if (known is not null) return known.Id;

        var id = organization.Ids.Next();
        rows.Write(
            "sdkmessagefilter",
            id,
            ("primaryobjecttypecode", table),
            ("sdkmessageid", new Reference("sdkmessage", messageId)),
            ("iscustomprocessingstepallowed", true));
        return id;
    }

    Guid UserNamed(string fullName, StepDefinition step) => rows.Find("systemuser", "fullname", fullName).ToList() switch
    {
        [var user] => user.Id,
        var users => throw new SolutionImportException(
            $"{step.Place}, step '{step.Name}'",
            $"It runs as user '{fullName}', whom this environment has {users.Count} times.",
            "Do not ship an impersonating user: who that is differs from environment to environment."),
    };

    /// <summary>The id of the row that has a name, or a new one.</summary>
    Guid IdOf(string table, string column, string name) => rows.Find(table, column, name).FirstOrDefault()?.Id ?? organization.Ids.Next();

    bool Knows(string table, string column) => organization.Store.Catalog.TryTable(table)?.TryColumn(column) is not null;

    void Note(string kind, string name, bool isNew) => components.Add(new ImportedComponent(
        kind, name, isNew ? ImportOutcome.Created : ImportOutcome.Updated));
}
