using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using LocalDataverse.Security;
using LocalDataverse.Storage;

namespace LocalDataverse.Solutions;

/// <summary>Checks that everything a solution names exists, in the solution or in the environment.</summary>
/// <param name="package">The solution.</param>
/// <param name="catalog">Tables as they will be after the import.</param>
/// <param name="transaction">The environment as it is.</param>
/// <param name="installedApis">Custom APIs that are there already.</param>
internal sealed class PackageRules(
    SolutionPackage package, MetadataCatalog catalog, Transaction transaction, IReadOnlyDictionary<string, CustomApi> installedApis)
{
    internal void Check()
    {
        RefuseTwins();
        RootComponentRules.Check(package);
        foreach (var assembly in package.Assemblies) CheckRemovedTypes(assembly);
        var messages = Messages();
        foreach (var step in package.Steps) new StepRules(step, messages, catalog, TypeOf(step, package, transaction)).Check();
        foreach (var api in package.CustomApis) CheckApi(api);
        foreach (var variable in package.Variables) CheckDefault(variable);
        foreach (var role in package.Roles) CheckRole(role);
        foreach (var permission in package.Profiles.SelectMany(profile => profile.Permissions)) CheckPermission(permission);
    }

    /// <summary>The registered type of a step, in the solution or installed.</summary>
    /// <exception cref="SolutionImportException">The step names no type that is registered.</exception>
    internal static RegisteredType TypeOf(StepDefinition step, SolutionPackage package, Transaction transaction)
    {
        var own = package.Assemblies.SelectMany(assembly => assembly.Types).FirstOrDefault(type =>
            step.TypeId is { } id ? type.Id == id : type.AssemblyQualifiedName == step.TypeName);
        if (own is not null)
        {
            if (step.TypeName is not null && step.TypeName.Split(',')[0].Trim() != own.TypeName)
            {
                throw new SolutionImportException(
                    $"{step.Place}, step '{step.Name}'", $"PluginTypeId is that of {own.TypeName}, PluginTypeName says {step.TypeName}.", "Let both name the same type.");
            }

            return new RegisteredType(own.Id, own.TypeName, own.IsWorkflowActivity);
        }

        var types = transaction.Catalog.Table("plugintype");
        if (step.TypeId is { } installed && transaction.Find(types, installed) is { } row)
        {
            return new RegisteredType(row.Id, (string)row[types.Column("typename")]!, (bool?)row[types.Column("isworkflowactivity")] == true);
        }

        throw new SolutionImportException(
            $"{step.Place}, step '{step.Name}'",
            $"It runs {step.TypeName ?? step.TypeId?.ToString() ?? "no plug-in type"}, which is registered neither in the solution nor in this environment.",
            "Register the type with its assembly, or correct PluginTypeName and PluginTypeId of the step.",
            PlatformCode.ImportMissingDependencies);
    }

    Dictionary<Guid, string> Messages()
    {
        var table = transaction.Catalog.Table("sdkmessage");
        return transaction.Scan(table).ToDictionary(row => row.Id, row => (string)row[table.Column("name")]!);
    }

    void RefuseTwins()
    {
        RefuseTwin(package.Assemblies.Select(assembly => (assembly.Id.ToString(), assembly.Place)), "Plug-in assembly");
        RefuseTwin(package.Assemblies.SelectMany(assembly => assembly.Types).Select(type => (type.Id.ToString(), type.Place)), "Plug-in type");
        RefuseTwin(package.Steps.Select(step => (step.Id.ToString(), step.Place)), "Step");
        RefuseTwin(package.Steps.SelectMany(step => step.Images).Select(image => (image.Id.ToString(), image.Place)), "Image");
        RefuseTwin(package.CustomApis.Select(api => (api.UniqueName, api.Place)), "Custom API");
        RefuseTwin(package.Variables.Select(variable => (variable.SchemaName, variable.Place)), "Environment variable");
        RefuseTwin(package.Roles.Select(role => (role.Id.ToString(), role.Place)), "Role");
        RefuseTwin(package.Profiles.Select(profile => (profile.Id.ToString(), profile.Place)), "Column security profile");
    }

    static void RefuseTwin(IEnumerable<(string Key, string Place)> components, string kind)
    {
        if (components.GroupBy(component => component.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is not { } twins)
        {
            return;
        }

        throw new SolutionImportException(
            string.Join(" and ", twins.Select(twin => twin.Place)), $"{kind} {twins.Key} stands in the solution twice.", "Give each one an id of its own, or keep one of them.");
    }

    /// <summary>A type may only go with a new major or minor version of its assembly.</summary>
    void CheckRemovedTypes(AssemblyDefinition assembly)
    {
        var assemblies = transaction.Catalog.Table("pluginassembly");
        var types = transaction.Catalog.Table("plugintype");
        if (transaction.Find(assemblies, assembly.Id) is not { } row) return;

        var version = new System.Reflection.AssemblyName(assembly.FullName).Version!;
        if ((int?)row[assemblies.Column("major")] != version.Major || (int?)row[assemblies.Column("minor")] != version.Minor) return;

        var removed = transaction.Lookup(types, types.Column("pluginassemblyid"), assembly.Id)
            .Select(type => (string)type[types.Column("typename")]!)
            .FirstOrDefault(name => assembly.Types.All(type => type.TypeName != name));
        if (removed is null) return;

        throw new SolutionImportException(
            $"{assembly.Place}, assembly {assembly.FullName}",
            $"It no longer has the type {removed}, which is registered here.",
            "Keep the type, or raise major or minor of the assembly version.",
            PlatformCode.NewPluginTypes);
    }

    void CheckApi(CustomApiDefinition api)
    {
        if (api.BoundTable is { } table && catalog.TryTable(table) is null)
        {
            throw Missing(api.Place, $"Custom API {api.UniqueName} is bound to table {table}, which does not exist.");
        }

        if (api.PluginTypeId is { } type
            && package.Assemblies.SelectMany(assembly => assembly.Types).All(own => own.Id != type)
            && transaction.Find(transaction.Catalog.Table("plugintype"), type) is null)
        {
            throw Missing(
                api.Place,
                $"Custom API {api.UniqueName} runs plug-in type {type}, which is registered neither in the solution nor in this environment.");
        }

        if (package.Assemblies.SelectMany(assembly => assembly.Types).FirstOrDefault(own => own.Id == api.PluginTypeId) is { IsWorkflowActivity: true } activity)
        {
            throw new SolutionImportException(
                api.Place,
                $"Custom API {api.UniqueName} runs {activity.TypeName}, a workflow activity.",
                "An API runs a plug-in type.",
                PlatformCode.NotAPlugin);
        }

        if (api.ExecutePrivilege is { } privilege && !Exists(privilege))
        {
            throw Missing(api.Place, $"Custom API {api.UniqueName} asks for the privilege {privilege}, which does not exist.");
        }

        if (MessageTable.Names.Contains(api.UniqueName, StringComparer.OrdinalIgnoreCase))
        {
            throw new SolutionImportException(
                api.Place, $"{api.UniqueName} is a message of the platform.", "Choose another unique name, with the publisher's prefix.");
        }

        if (api.AllowedStepType is < 0 or > 2)
        {
            throw new SolutionImportException(
                api.Place,
                $"allowedcustomprocessingsteptype is {api.AllowedStepType}, expected 0 (none), 1 (async only) or 2 (sync and async).",
                "Correct it.");
        }

        foreach (var parameter in api.Parameters.Concat(api.Outputs).Where(parameter => parameter.Table is { } of && catalog.TryTable(of) is null))
        {
            throw Missing(parameter.Place, $"{parameter.Name} of Custom API {api.UniqueName} is of table {parameter.Table}, which does not exist.");
        }

        if (api.IsFunction && api.Outputs.Count == 0)
        {
            throw new SolutionImportException(
                api.Place, $"Custom API {api.UniqueName} is a function without response property.", "Give it one, or make it an action.", PlatformCode.CustomApiNotAllowed);
        }

        CheckName(api);
        CheckWorkflowAction(api);

        RefuseTwin(api.Parameters.Select(parameter => (parameter.Name, parameter.Place)), $"Parameter of {api.UniqueName}");
        RefuseTwin(api.Outputs.Select(output => (output.Name, output.Place)), $"Response property of {api.UniqueName}");
        if (installedApis.TryGetValue(api.UniqueName, out var installed)) RefuseChange(api, installed.Definition);
    }

    void CheckName(CustomApiDefinition api)
    {
        var prefix = package.Manifest.Publisher.Prefix + "_";
        if (api.UniqueName.StartsWith(prefix, StringComparison.Ordinal)) return;

        throw new SolutionImportException(
            api.Place, $"The unique name {api.UniqueName} of a Custom API does not begin with the publisher's prefix.", $"Let it begin with {prefix}.");
    }

    /// <summary>What classic workflows may call.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/custom-api#use-a-custom-api-in-a-workflow</remarks>
    static void CheckWorkflowAction(CustomApiDefinition api)
    {
        if (!api.IsWorkflowAction) return;

        if (api.IsFunction)
        {
            throw new SolutionImportException(
                api.Place, $"Custom API {api.UniqueName} is a function and shall be called by workflows.", "Make it an action, or clear workflowsdkstepenabled.");
        }

        var parameter = api.Parameters.Concat(api.Outputs)
            .FirstOrDefault(one => one.Type is CustomApiType.Entity or CustomApiType.EntityCollection or CustomApiType.StringArray);
        if (parameter is null) return;

        throw new SolutionImportException(
            parameter.Place,
            $"{parameter.Name} of Custom API {api.UniqueName} is of type {parameter.Type}, which workflows cannot give.",
            "Take another type, or clear workflowsdkstepenabled.");
    }

    static void RefuseChange(CustomApiDefinition api, CustomApiDefinition installed)
    {
        var changed = api.Binding != installed.Binding || api.BoundTable != installed.BoundTable || api.IsFunction != installed.IsFunction || api.AllowedStepType != installed.AllowedStepType;
        changed |= api.Parameters.Any(parameter => installed.Parameters.Any(old =>
            old.Name == parameter.Name && (old.Type, old.IsOptional, old.Table) != (parameter.Type, parameter.IsOptional, parameter.Table)));
        if (!changed) return;

        throw new SolutionImportException(
            api.Place,
            $"Custom API {api.UniqueName} is installed with another binding, kind, allowed step type or parameter.",
            "These are fixed once shipped: choose another unique name.");
    }

    static void CheckDefault(EnvironmentVariableDefinition variable)
    {
        const int number = 100_000_001;
        const int yesNo = 100_000_002;
        var valid = (variable.Type, variable.Default) switch
        {
            (_, null) => true,
            (number, var text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
            (yesNo, var text) => text is "yes" or "no" or "true" or "false",
            _ => true,
        };
        if (valid) return;

        throw new SolutionImportException(
            variable.Place,
            $"The default of {variable.SchemaName} is '{variable.Default}', expected {(variable.Type == number ? "a number" : "yes or no")}.",
            "Correct defaultvalue or type.");
    }

    void CheckRole(RoleDefinition role)
    {
        var prefix = package.Manifest.Publisher.Prefix + "_";
        foreach (var privilege in role.Privileges.Where(privilege => privilege.Name.Contains(prefix, StringComparison.OrdinalIgnoreCase) && !Exists(privilege.Name)))
        {
            throw Missing(privilege.Place, $"Role '{role.Name}' holds the privilege {privilege.Name}, but no such table exists.");
        }
    }

    void CheckPermission(ColumnPermissionDefinition permission)
    {
        var column = catalog.TryTable(permission.Table)?.TryColumn(permission.Column)
            ?? throw Missing(permission.Place, $"A column security profile names {permission.Table}.{permission.Column}, which does not exist.");
        if (column.IsSecured) return;

        throw new SolutionImportException(
            permission.Place, $"A column security profile names {permission.Table}.{permission.Column}, which is not secured.", "Set IsSecured of the column, or take the permission out.");
    }

    /// <summary>Privileges of tables exist with their table; others exist as rows.</summary>
    bool Exists(string privilege)
    {
        if (PrivilegeName.RightOf(privilege) is { } right)
        {
            var subject = privilege["prv".Length..][right.ToString().Length..];
            if (subject is "User" or "Note" or "Activity" || catalog.TryTable(subject.ToLowerInvariant()) is not null) return true;
        }

        var table = transaction.Catalog.Table("privilege");
        return transaction.Scan(table).Any(row => string.Equals((string?)row[table.Column("name")], privilege, StringComparison.OrdinalIgnoreCase));
    }

    static SolutionImportException Missing(string place, string problem) =>
        new(place, problem, "Add it to the solution, or correct the name.", PlatformCode.ImportMissingDependencies);
}

/// <summary>A plugin type that is registered.</summary>
internal sealed record RegisteredType(Guid Id, string TypeName, bool IsWorkflowActivity);
