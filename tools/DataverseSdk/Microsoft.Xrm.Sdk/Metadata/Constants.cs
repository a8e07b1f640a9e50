using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A value out of a list that later versions of the service may extend.</summary>
[DataContract(Name = "ConstantsBase{0}", Namespace = Namespaces.Metadata2013)]
public abstract class ConstantsBase<T> : IExtensibleDataObject
{
    protected static readonly IList<T> ValidValues = new List<T>();

    T value;

    [DataMember]
    public T Value
    {
        get => value;
        set
        {
            if (!ValueExistsInList(value)) throw new ArgumentException("Invalid value: " + value, nameof(value));
            this.value = value;
        }
    }

    public ExtensionDataObject ExtensionData { get; set; }

    protected abstract bool ValueExistsInList(T value);

    protected static T2 Create<T2>(T value)
        where T2 : ConstantsBase<T>, new() =>
        new() { Value = value };

    protected static T2 Add<T2>(T value)
        where T2 : ConstantsBase<T>, new()
    {
        ValidValues.Add(value);
        return Create<T2>(value);
    }
}
