using System;
using System.Globalization;
using System.ServiceModel;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Faults;

/// <summary>The faults callers see, each with the platform's code.</summary>
internal static class Fault
{
    public static FaultException<OrganizationServiceFault> Of(FaultCode code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = (int)code, Message = message }, new FaultReason(message));

    public static FaultException<OrganizationServiceFault> NoTable(string? name) => Of(
        FaultCode.QueryBuilderNoEntity,
        $"The entity with a name = '{name}' was not found in this environment. Import the solution that brings it, or correct the name.");

    public static FaultException<OrganizationServiceFault> NoColumn(Table table, string name) => Of(
        FaultCode.QueryBuilderNoAttribute,
        $"'{table.Name}' entity doesn't contain attribute with Name = '{name}'.");

    public static FaultException<OrganizationServiceFault> DoesNotExist(Table table, Guid id) => Of(
        FaultCode.ObjectDoesNotExist,
        $"{table.Name} With Id = {id:D} Does Not Exist");

    public static FaultException<OrganizationServiceFault> DuplicateId(Table table, Guid id) => Of(
        FaultCode.DuplicateRecord,
        $"Cannot insert duplicate key. A row of {table.Name} has the id {id:D} already.");

    public static FaultException<OrganizationServiceFault> DuplicateKey(Table table, AlternateKey key) => Of(
        FaultCode.DuplicateRecordEntityKey,
        $"Entity Key {key.Name} violated. A record with the same value for {string.Join(", ", key.Columns)} already exists in {table.Name}. "
        + "Choose values that no other row has.");

    public static FaultException<OrganizationServiceFault> LockTimeout(Table table, TimeSpan waited) => Of(
        FaultCode.SqlTimeout,
        string.Create(
            CultureInfo.InvariantCulture,
            $"SQL timeout expired: waited {waited.TotalSeconds:0.###} s for a row of {table.Name} that another request is writing."));

    public static FaultException<OrganizationServiceFault> Deadlock(Table table) => Of(
        FaultCode.SqlError,
        $"Generic SQL error: deadlock with another request over a row of {table.Name}. Send the request again.");

    public static FaultException<OrganizationServiceFault> Unsupported(string what) => Of(
        FaultCode.NotSupported,
        $"The embedded Dataverse does not support {what}.");
}
