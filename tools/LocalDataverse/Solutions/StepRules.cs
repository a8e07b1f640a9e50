using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;

namespace LocalDataverse.Solutions;

/// <summary>What a step must satisfy to be registered.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in</remarks>
internal sealed class StepRules(StepDefinition step, IReadOnlyDictionary<Guid, string> messages, MetadataCatalog catalog, RegisteredType type)
{
    /// <summary>Tables whose sdkmessagefilter allows no custom step.</summary>
    static readonly string[] Uneventful =
    [
        "pluginassembly", "plugintype", "plugintracelog", "sdkmessage", "sdkmessagefilter", "sdkmessageprocessingstep", "sdkmessageprocessingstepimage",
    ];

    internal void Check()
    {
        if (!messages.TryGetValue(step.MessageId, out var message))
        {
            throw Refused(
                $"Message {step.MessageId} is not known to the embedded Dataverse.",
                "Use a message whose id is the same in every organisation (Create, Update, Delete, SetState, Merge, Associate, Disassociate), or the Custom API's own plug-in type.",
                PlatformCode.ImportMissingDependencies);
        }

        if (type.IsWorkflowActivity)
        {
            throw Refused($"{type.TypeName} is a workflow activity.", "A step runs a plug-in type.", PlatformCode.NotAPlugin);
        }

        CheckStage();
        CheckEvent(message);
        var table = CheckTable();
        CheckColumns(table, step.Columns, "It is filtered by");
        foreach (var image in step.Images) CheckImage(image, message, table);
        if (step.Images.GroupBy(image => image.Alias, StringComparer.Ordinal).Any(group => group.Skip(1).Any()))
        {
            throw Refused("Two of its images have the same alias.", "Give each image an alias of its own.");
        }
    }

    void CheckStage()
    {
        if (step.Stage is not (StepDefinition.PreValidation or StepDefinition.PreOperation or StepDefinition.PostOperation))
        {
            throw Refused($"Its stage is {step.Stage}.", "Steps run in the stages 10, 20 and 40.", PlatformCode.StageNotAllowed);
        }

        if (step.IsAsync && step.Stage != StepDefinition.PostOperation)
        {
            throw Refused(
                $"It is asynchronous in stage {step.Stage}.",
                "Asynchronous steps run after the operation: use stage 40.",
                PlatformCode.StepNotAllowed);
        }
    }

    /// <summary>Pairs of message and table on which no step would ever run.</summary>
    void CheckEvent(string message)
    {
        if (step.Table is null) return;

        if (message is "Associate" or "Disassociate")
        {
            throw Refused(
                $"{message} is an event of no table, and the step is for {step.Table}.", "Take PrimaryEntity out; the plug-in looks at the Relationship.", PlatformCode.StepNotAllowed);
        }

        if (Uneventful.Contains(step.Table))
        {
            throw Refused($"Rows of {step.Table} are the platform's own and raise no events for steps.", "Take the step out.", PlatformCode.StepNotAllowed);
        }
    }

    Table? CheckTable()
    {
        if (step.Table is null) return null;

        return catalog.TryTable(step.Table) ?? throw Refused(
            $"It is for table {step.Table}, which is neither in the solution nor in this environment.", "Correct PrimaryEntity, or add the table.", PlatformCode.ImportMissingDependencies);
    }

    void CheckImage(ImageDefinition image, string message, Table? table)
    {
        if (!SystemMessages.Images.TryGetValue(message, out var support))
        {
            throw Refused(
                $"Image {image.Alias}: message {message} gives no images.", "Take the image out and read the row.", PlatformCode.ImageNotSupported);
        }

        if (!support.Properties.Contains(image.Property, StringComparer.Ordinal))
        {
            throw Refused(
                $"Image {image.Alias}: message {message} has no property {image.Property} that an image could be taken of.",
                $"Use {string.Join(" or ", support.Properties)}.",
                PlatformCode.ImagePropertyInvalid);
        }

        if (image.IsPost && step.Stage != StepDefinition.PostOperation)
        {
            throw Refused(
                $"Image {image.Alias} shows the row after the write, but the step runs before it.",
                "Use stage 40, or an image of the row before.",
                PlatformCode.PostImageBeforeWrite);
        }

        if ((image.IsPre && !support.Pre) || (image.IsPost && !support.Post))
        {
            throw Refused(
                $"Image {image.Alias}: {message} has no row {(image.IsPre && !support.Pre ? "before" : "after")} it.",
                "Use the other kind of image.",
                PlatformCode.ImageTypeNotSupported);
        }

        CheckColumns(table, image.Columns, $"Image {image.Alias} shows");
    }

    void CheckColumns(Table? table, IReadOnlyList<string> columns, string what)
    {
        if (table is null || columns.FirstOrDefault(name => table.TryColumn(name) is null) is not { } missing) return;

        throw Refused(
            $"{what} column {missing}, which table {table.Name} does not have.",
            "Correct the name, or add the column.",
            PlatformCode.ImportMissingDependencies);
    }

    SolutionImportException Refused(string problem, string remedy, int? code = null) => new(
        $"{step.Place}, step '{step.Name}'", problem, remedy, code);
}
