using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

// CrashWriter FILE WRITERS: each writer sends one transaction after the other, and says "writer number" on its output when the answer has come.
// A transaction creates account number N with two contacts, writes N into the account before it, and deletes the account ten before it.
var writers = int.Parse(args[1], CultureInfo.InvariantCulture);
var gate = new Lock();
using var environment = Open(args[0]);
var service = environment.Administrator;
Parallel.ForEach(Enumerable.Range(1, writers), new ParallelOptions { MaxDegreeOfParallelism = writers }, Write);

static LocalEnvironment Open(string file)
{
    try
    {
        return LocalEnvironment.Open(file);
    }
    catch (DatabaseException missing) when (missing.Problem.StartsWith("There is no such file", StringComparison.Ordinal) || missing.Problem.StartsWith("The file is empty", StringComparison.Ordinal))
    {
        return LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file, Auditing = true, RecycleBinTables = ["account"] });
    }
}

void Write(int writer)
{
    for (var number = Last(writer) + 1; ; number++)
    {
        var batch = new ExecuteTransactionRequest { Requests = [] };
        batch.Requests.Add(new CreateRequest
        {
            Target = new Entity("account", Id(writer, number)) { ["name"] = $"Writer {writer}", ["accountnumber"] = writer.ToString(CultureInfo.InvariantCulture), ["numberofemployees"] = number },
        });
        foreach (var first in new[] { "A", "B" })
        {
            batch.Requests.Add(new CreateRequest { Target = new Entity("contact") { ["firstname"] = first, ["lastname"] = $"{writer}-{number}" } });
        }

        if (number > 1)
        {
            batch.Requests.Add(new UpdateRequest { Target = new Entity("account", Id(writer, number - 1)) { ["description"] = number.ToString(CultureInfo.InvariantCulture) } });
        }

        if (number > 10) batch.Requests.Add(new DeleteRequest { Target = new EntityReference("account", Id(writer, number - 10)) });
        service.Execute(batch);
        lock (gate) Console.WriteLine($"{writer} {number}");
    }
}

int Last(int writer)
{
    var query = new QueryExpression("account") { ColumnSet = new ColumnSet("numberofemployees"), TopCount = 1 };
    query.Criteria.AddCondition("accountnumber", ConditionOperator.Equal, writer.ToString(CultureInfo.InvariantCulture));
    query.AddOrder("numberofemployees", OrderType.Descending);
    return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<int>("numberofemployees") ?? 0;
}

static Guid Id(int writer, int number) => new(writer, (short)(number >> 16), (short)number, 0, 0, 0, 0, 0, 0, 0, 1);
