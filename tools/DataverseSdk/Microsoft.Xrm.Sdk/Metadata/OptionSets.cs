using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The two options of a yes/no column.</summary>
[DataContract(Name = "BooleanOptionSetMetadata", Namespace = Namespaces.Metadata)]
public sealed class BooleanOptionSetMetadata : OptionSetMetadataBase
{
    public BooleanOptionSetMetadata()
    {
    }

    public BooleanOptionSetMetadata(OptionMetadata trueOption, OptionMetadata falseOption)
    {
        TrueOption = trueOption;
        FalseOption = falseOption;
    }

    [DataMember]
    public OptionMetadata TrueOption { get; set; }

    [DataMember]
    public OptionMetadata FalseOption { get; set; }
}

/// <summary>A choice with its options.</summary>
[DataContract(Name = "OptionSetMetadata", Namespace = Namespaces.Metadata)]
public sealed class OptionSetMetadata : OptionSetMetadataBase
{
    public OptionSetMetadata()
    {
    }

    public OptionSetMetadata(OptionMetadataCollection options) => Options = options;

    [DataMember]
    public OptionMetadataCollection Options { get => field ??= []; internal set; }

    [DataMember]
    public string ParentOptionSetName { get; set; }
}

/// <summary>What every choice has.</summary>
[DataContract(Name = "OptionSetMetadataBase", Namespace = Namespaces.Metadata)]
public abstract class OptionSetMetadataBase : MetadataBase
{
    [DataMember]
    public Label Description { get; set; }

    [DataMember]
    public Label DisplayName { get; set; }

    [DataMember]
    public bool? IsCustomOptionSet { get; set; }

    [DataMember]
    public bool? IsGlobal { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string ExternalTypeName { get; set; }

    [DataMember]
    public OptionSetType? OptionSetType { get; set; }

    [DataMember]
    public string IntroducedVersion { get; internal set; }
}

/// <summary>An option.</summary>
[DataContract(Name = "OptionMetadata", Namespace = Namespaces.Metadata)]
public class OptionMetadata : MetadataBase
{
    public OptionMetadata()
    {
    }

    public OptionMetadata(int value) => Value = value;

    public OptionMetadata(int value, IEnumerable<int> parentOptionValues)
        : this(value) =>
        ParentValues = parentOptionValues == null ? null : [.. parentOptionValues];

    public OptionMetadata(Label label, int? value)
    {
        Label = label;
        Value = value;
    }

    public OptionMetadata(Label label, int? value, IEnumerable<int> parentOptionValues)
        : this(label, value) =>
        ParentValues = parentOptionValues == null ? null : [.. parentOptionValues];

    [DataMember]
    public int? Value { get; set; }

    [DataMember]
    public Label Label { get; set; }

    [DataMember]
    public Label Description { get; set; }

    [DataMember]
    public string Color { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public string ExternalValue { get; set; }

    [DataMember]
    public int[] ParentValues { get; set; }
}

/// <summary>A state.</summary>
[DataContract(Name = "StateOptionMetadata", Namespace = Namespaces.Metadata)]
public sealed class StateOptionMetadata : OptionMetadata
{
    [DataMember]
    public int? DefaultStatus { get; set; }

    [DataMember]
    public string InvariantName { get; set; }
}

/// <summary>A status reason.</summary>
[DataContract(Name = "StatusOptionMetadata", Namespace = Namespaces.Metadata)]
public sealed class StatusOptionMetadata : OptionMetadata
{
    public StatusOptionMetadata()
    {
    }

    public StatusOptionMetadata(int value, int? state)
        : base(value) =>
        State = state;

    [DataMember]
    public int? State { get; set; }

    [DataMember]
    public string TransitionData { get; set; }
}
