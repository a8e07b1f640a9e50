using System.Linq;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk;

/// <summary>A text in the languages of the organization.</summary>
[DataContract(Name = "Label", Namespace = Namespaces.Contracts)]
public sealed class Label : IExtensibleDataObject
{
    LocalizedLabelCollection localizedLabels;

    public Label()
    {
    }

    public Label(string label, int languageCode)
        : this(new LocalizedLabel(label, languageCode), labels: null)
    {
    }

    public Label(LocalizedLabel userLocalizedLabel, LocalizedLabel[] labels)
    {
        UserLocalizedLabel = userLocalizedLabel;
        if (userLocalizedLabel != null && labels?.Contains(userLocalizedLabel) != true) LocalizedLabels.Add(userLocalizedLabel);
        LocalizedLabels.AddRange(labels);
    }

    [DataMember]
    public LocalizedLabelCollection LocalizedLabels
    {
        get => localizedLabels ??= [];
        internal set => localizedLabels = value;
    }

    /// <summary>The text in the language of whoever asks.</summary>
    [DataMember]
    public LocalizedLabel UserLocalizedLabel { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A text in one language.</summary>
[DataContract(Name = "LocalizedLabel", Namespace = Namespaces.Contracts)]
public sealed class LocalizedLabel : MetadataBase
{
    public LocalizedLabel()
    {
    }

    public LocalizedLabel(string label, int languageCode)
    {
        Label = label;
        LanguageCode = languageCode;
    }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public string Label { get; set; }

    /// <summary>1033 English, 1031 German, and so on.</summary>
    [DataMember]
    public int LanguageCode { get; set; }
}
