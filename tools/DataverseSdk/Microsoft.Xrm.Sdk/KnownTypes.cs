using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>What may stand where a contract says <c>object</c>: column values, parameters, metadata.</summary>
internal static class KnownTypes
{
    static readonly Type[] Primitives =
    [
        typeof(bool), typeof(int), typeof(long), typeof(decimal), typeof(double), typeof(string), typeof(DateTime), typeof(Guid), typeof(byte[]),
        typeof(bool[]), typeof(int[]), typeof(long[]), typeof(decimal[]), typeof(double[]), typeof(string[]), typeof(DateTime[]), typeof(Guid[]),
        typeof(Entity[]), typeof(EntityReference[]), typeof(OptionSetValue[]), typeof(Money[]),
    ];

    static readonly Lazy<Type[]> Everything = new(() =>
        [.. Primitives, .. typeof(KnownTypes).Assembly.GetExportedTypes().Where(IsContract)]);

    internal static IEnumerable<Type> All => Everything.Value;

    static bool IsContract(Type type) =>
        !type.IsGenericTypeDefinition
        && (type.IsDefined(typeof(DataContractAttribute), inherit: false) || type.IsDefined(typeof(CollectionDataContractAttribute), inherit: false));
}
